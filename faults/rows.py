"""What the database holds, summed up: a row that is lost or changed shows."""

import psycopg
from psycopg import sql

TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
"""
SUM = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
# What visits and log-ins write by themselves.
VARYING = ("counters_", "django_session", "axes_", "django_admin_log", "feedback_", "faults_")

Sums = dict[str, tuple[int, str]]


def sums(connection: psycopg.Connection) -> Sums:
    """Return {table: (rows, a sum over all they hold)}."""
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    summed = {}
    for name in names:
        if not name.startswith(VARYING):
            query = sql.SQL(SUM).format(sql.Identifier(name))
            rows, total = connection.execute(query).fetchone() or (0, "")
            summed[name] = (rows, total)
    return summed


def differing(before: Sums, after: Sums) -> list[str]:
    """Return the tables that don't hold the same any more."""
    return sorted(name for name in before if before[name] != after.get(name))
