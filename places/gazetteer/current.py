"""The Atlas of the gazetteer as it was loaded last: `atlas()`."""

from datetime import datetime

from django.db.models import Q

from derived import Derived, asked_lately
from places.gazetteer.atlas import Atlas, assemble
from places.gazetteer.entries import Entry, OtherRow
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
    # Of the ZIP codes, those that a neighborhood's or a base's name leads to.
    named = Alias.objects.filter(place__kind=Kind.ZIP).values("place")
    places = Place.objects.filter(~Q(kind=Kind.ZIP) | Q(pk__in=named)).values_list(*columns)
    # Databases give every row its own copy of "city" and "MA".
    same = dict[str, str]().setdefault
    rows = {
        pk: (same(kind, kind), key, name, same(state, state), same(county, county), *rest)
        for pk, kind, key, name, state, county, *rest in places.iterator(chunk_size=10_000)
    }
    aliases = Alias.objects.values_list("local", "key", "name", "well_known", "place_id")
    other_names: dict[bool, list[tuple[str, OtherRow]]] = {False: [], True: []}
    for local, key, name, well_known, pk in aliases.iterator(chunk_size=10_000):
        if pk in rows:
            other_names[local].append((key, (name, well_known, rows[pk])))
    return assemble(rows.values(), other_names[False], other_names[True])


_atlas = Derived(_read, version=lambda: asked_lately("gazetteer-loads", _loads), kept_as="atlas")
