"""Write the gazetteer to the database, if it isn't there already."""

from collections.abc import Iterable

from django.db import connection, transaction

from derived.collecting import no_collecting
from places.gazetteer import build, sources
from places.gazetteer.rows import OtherName, Row
from places.models import Alias, GazetteerLoad, Place


def load(*, force: bool = False) -> tuple[int, int] | None:
    """Fill the tables from the sources, all or nothing; return (places, other names) counts.

    Returns None and writes nothing if they were filled from the same sources already,
    unless forced. Raises csv_files.Malformed.
    """
    fingerprint = sources.fingerprint(build.CODE_VERSION)
    if not force and GazetteerLoad.objects.filter(fingerprint=fingerprint).exists():
        return None
    with no_collecting(), transaction.atomic():
        places, other_names = build.build()
        for model in (Alias, Place, GazetteerLoad):
            model.objects.all().delete()
        _insert_places(places)
        _insert_aliases(other_names)
        GazetteerLoad.objects.create(fingerprint=fingerprint)
    return len(places), len(other_names)


def _insert_places(rows: list[Row]) -> None:
    """Insert Rows the way each database likes best; bulk_create takes far longer."""
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, Row._fields))
    table = f"{quote(Place._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            values = ", ".join(["%s"] * len(Row._fields))
            cursor.executemany(f"INSERT INTO {table} VALUES ({values})", rows)  # noqa: S608 - a model's


def _insert_aliases(other_names: Iterable[OtherName]) -> None:
    rows = Place.objects.values_list("kind", "state", "key", "county", "pk")
    pks = {tuple(identity): pk for *identity, pk in rows.iterator(chunk_size=10_000)}
    Alias.objects.bulk_create(
        Alias(
            key=n.key,
            name=n.name,
            place_id=pks[n.place],
            well_known=n.well_known,
            local=n.local,
        )
        for n in other_names
    )
