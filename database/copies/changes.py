"""Which tables were written since they were copied, by PostgreSQL's own counts."""

from database.copies.tables import all_models

COUNTS = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
    WHERE schemaname = current_schema() AND relname = ANY(%s)
"""


def counted(connection):
    """Return {table: rows ever inserted, updated or deleted in it}.

    After a crash, and on a standby that was promoted, PostgreSQL starts at 0 again: so any
    difference means a change, not only a larger number.
    """
    tables = [model._meta.db_table for model in all_models()]
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [tables])
        return {table: number or 0 for table, number in cursor.fetchall()}


def changed(now, before):
    """Return the tables whose counts differ."""
    return {table for table in now if now[table] != before.get(table)}
