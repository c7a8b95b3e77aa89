"""The Atlas of the gazetteer as it was loaded last: `atlas()`."""

from datetime import datetime

from derived import Derived, asked_lately
from places.gazetteer.atlas import Atlas, assemble
from places.gazetteer.entries import Entry
from places.models import Alias, GazetteerLoad, Kind, Place

# (fingerprint, when) of each load.
Loads = tuple[tuple[str, datetime], ...]


def atlas() -> Atlas:
    """Return the current Atlas; a small query every few seconds tells whether it changed.

    Reading it takes two queries and a quarter of a second, once per process and load.
    """
    return _atlas.current()


def _loads() -> Loads:
    return tuple(GazetteerLoad.objects.values_list("fingerprint", "loaded_at"))


def _read(_loads: Loads) -> Atlas:
    columns = ("pk", *Entry._fields)
    places = Place.objects.exclude(kind=Kind.ZIP).values_list(*columns)
    # Databases give every row its own copy of "city" and "MA".
    same = dict[str, str]().setdefault
    rows = {
        pk: (same(kind, kind), key, name, same(state, state), same(county, county), *rest)
        for pk, kind, key, name, state, county, *rest in places.iterator(chunk_size=10_000)
    }
    aliases = Alias.objects.values_list("key", "name", "well_known", "place_id")
    other_names = [
        (key, (name, well_known, rows[pk]))
        for key, name, well_known, pk in aliases.iterator(chunk_size=10_000)
        if pk in rows
    ]
    return assemble(rows.values(), other_names)


_atlas = Derived(_read, version=lambda: asked_lately("gazetteer-loads", _loads))
