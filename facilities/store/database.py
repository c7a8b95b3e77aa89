"""What reading and writing many rows share: batches of them, and room to work in."""

from itertools import chain, islice

from django.db import connection

BATCH = 2000
SQLITE_CACHE_KILOBYTES = 64_000
ROWS_AN_INSERT = 500  # of PostgreSQL, whose driver sends statements one by one
# Types of fields whose values Django adapts for the database.
ADAPTED = ("DateField", "DateTimeField", "JSONField")


def make_room():
    """Let SQLite keep the pages an import touches in memory: a third of the time less."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KILOBYTES}")


def refresh_statistics(model=None, count=BATCH):
    """Let the database plan with what it now holds: of the table of a model, or of all.

    Each bulk write does so for its own table, if it has written many rows (`count`). PostgreSQL may
    have counted the table while it was empty, and what the same transaction asks next would be
    planned for an empty table.
    """
    if model and (count < BATCH or connection.vendor != "postgresql"):
        return  # SQLite doesn't count on its own
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table) if model else ""
        cursor.execute(f"ANALYZE {table}".strip())


def refresh_after(count):
    """Refresh what the database knows of its tables after `count` facilities were written.

    On PostgreSQL each bulk write has done so for its own table, and again takes a tenth of an
    import.
    """
    if connection.vendor != "postgresql" or count < BATCH:
        refresh_statistics()


def batches(items, size=BATCH):
    """Yield lists of at most `size` items."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def insert(model, names, rows, then=""):
    """Insert rows, tuples of values for the fields `names`; return how many.

    `then`: what to do about a row that is there already. Without instances of the model: to make
    these, and the SQL of each, takes Django three times as long as a database takes for the rows.
    Values are those that the fields hold, so nothing is left to default.
    """
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"{model._meta.db_table} ({columns})"
    count = 0
    with connection.cursor() as cursor:
        for batch in batches(_as_written(rows, fields)):
            count += len(batch)
            if connection.vendor == "postgresql" and not then:
                _copy(cursor, into, batch)
            else:
                _insert(cursor, into, batch, then)
    return count


def _copy(cursor, into, rows):
    # Django has no COPY: errors would be the driver's own.
    with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(cursor, into, rows, then):
    marks = f"({', '.join(['%s'] * len(rows[0]))})"
    if connection.vendor == "sqlite":
        statement = f"INSERT INTO {into} VALUES {marks} {then}"  # noqa: S608 - a model's
        cursor.executemany(statement, rows)
        return
    for some in batches(rows, ROWS_AN_INSERT):
        values = list(chain.from_iterable(some))
        several = ", ".join([marks] * len(some))
        cursor.execute(f"INSERT INTO {into} VALUES {several} {then}", values)  # noqa: S608


def _as_written(rows, fields):
    """Yield rows with what isn't text, a number or yes and no as the database takes it."""
    others = [
        (place, field.get_db_prep_save)
        for place, field in enumerate(fields)
        if field.get_internal_type() in ADAPTED
    ]
    for row in rows:
        values = list(row)
        for place, prepare in others:
            values[place] = prepare(values[place], connection)
        yield values


def delete_of(model, pks):
    """Delete the rows that facilities have in the table of `model`, asking nothing first."""
    for batch in batches(pks):
        rows = model.objects.filter(facility_id__in=batch)
        rows._raw_delete(rows.db)
