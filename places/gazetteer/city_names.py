"""Which city an address means: by the city's own name, or another that it bears."""

from places.gazetteer.atlas import Atlas
from places.gazetteer.entries import Entry
from places.names import key


def cities_named(book: Atlas, name: str, state: str) -> list[Entry]:
    """Return the cities of a state (two letters) that a name in an address means.

    Those of that name; if there are none, those that also bear it, as Utqiagvik was Barrow. Empty
    for a name that the gazetteer lacks; more than one where a state has homonyms.
    """
    wanted = key(name)
    own = [Entry(*row) for row in book.cities.get(wanted, ()) if row[3] == state]
    if own:
        return own
    return [Entry(*row) for _name, _known, row in book.aliases.get(wanted, ()) if row[3] == state]
