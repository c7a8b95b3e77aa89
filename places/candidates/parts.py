"""Names of which a part was typed: "Albuq", "Lauderdale", "Boise City"."""

from collections.abc import Iterable, Iterator

from places.candidates.matches import Match, bearing, cities_of, look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import says_no_place
from places.gazetteer.entries import CITY, STATE
from places.names import Name
from places.wordings import AFTER_A_STATE, KINDS_OF_A_CITY, without_kind

# A shorter beginning may be of too many names.
SHORTEST = 5
# A single word this long begins no name by chance.
LONG = 8
# So many names that begin alike are surely of several places.
MANY = 20
# A name that was begun is surely meant if its place is this large, and this many times larger
# than any other city or state whose name begins so.
SURE, SURE_IN_STATE, OUTWEIGHS_COMPLETIONS = 20_000, 1_000, 4
LEAST_WORTH = 1_000
# Words that names have, which begin no name by themselves: no Staten Island.
NO_BEGINNINGS = frozenset("".join(words) for words in (*AFTER_A_STATE, *KINDS_OF_A_CITY))
# What people leave out before the names of large cities, spelled as in names.key.
LEFT_OUT = frozenset(
    ("fort", "saint", "san", "santa", "new", "los", "las", "el", "des", "port", "palm", "grand")
)


def completions(book: Atlas, name: Name, state: str = "") -> list[Match]:
    """Return the places whose names begin so, the likeliest first.

    None if the likeliest lacks one letter alone, a misspelling ("Baltimor"); none for the whole
    name of a place elsewhere ("Boston, CA").
    """
    typed = "".join(name)
    if not _may_begin(name, state):
        return []
    begun: dict[tuple[str, ...], tuple[Match, int]] = {}
    for at in book.starting_with(typed):
        missing = len(book.keys[at]) - len(typed)
        if not missing:
            return []
        if book.weights[at] >= LEAST_WORTH:
            for match in bearing(book, book.keys[at]):
                is_large = match.weight >= LEAST_WORTH and not match.alias
                if is_large and state in ("", match.place.state):
                    _keep_weightier(begun, match, missing)
    likeliest = sorted(begun.values(), key=lambda pair: (-pair[0].weight, pair[0].place.state))
    return [match for match, _missing in likeliest] if likeliest and likeliest[0][1] > 1 else []


def _may_begin(name: Name, state: str) -> bool:
    typed = "".join(name)
    is_long = len(typed) >= SHORTEST and typed.isalpha() and typed not in NO_BEGINNINGS
    return is_long and not says_no_place(name, state)


def only_completion(book: Atlas, name: Name, state: str = "") -> Match | None:
    """Return the only place of any size whose name, or other name, begins so: "Truth or Conse".

    Of a single short word that would be chance: "Heaven" isn't Heavener, Oklahoma.
    """
    typed = "".join(name)
    if not _may_begin(name, state) or (len(name) < 2 and len(typed) < LONG):
        return None
    keys = [book.keys[at] for at in book.starting_with(typed)[:MANY]]
    matches = [match for key in keys for match in bearing(book, key)]
    # Of what only the post writes, much is cut: "Clearwatr Bch" isn't what "Clearwatr" begins.
    own = [
        match
        for match in matches
        if state in ("", match.place.state) and (match.well_known or not match.alias)
    ]
    is_begun = all(len(key) > len(typed) + 1 for key in keys)
    return own[0] if is_begun and len({match.place[:5] for match in own}) == 1 else None


def _keep_weightier(
    begun: dict[tuple[str, ...], tuple[Match, int]], match: Match, missing: int
) -> None:
    at = match.place[:5]
    if at not in begun or begun[at][0].weight < match.weight:
        begun[at] = match, missing


def is_worth(matches: list[Match], state: str = "") -> bool:
    """Tell whether the first of some completions is large enough to be meant at all."""
    return bool(matches) and matches[0].weight >= (SURE_IN_STATE if state else SURE)


def is_sure(matches: list[Match]) -> bool:
    """Tell whether the first of some completions is meant rather than the others."""
    first, *rest = matches
    rivals = [match for match in rest if match.place.kind in (CITY, STATE)]
    return all(match.weight * OUTWEIGHS_COMPLETIONS < first.weight for match in rivals[:1])


def greater_names(book: Atlas, name: Name, state: str = "") -> list[Match]:
    """Return the large cities of whose names a part is the whole name of a smaller place.

    "Lauderdale" is in Minnesota, "Boise City" in Oklahoma.
    """
    greater = [*_with_what_was_left_out(book, name), *_without_kind(book, name)]
    return [match for match in greater if state in ("", match.place.state)]


def _with_what_was_left_out(book: Atlas, name: Name) -> Iterator[Match]:
    typed = "".join(name)
    if len(typed) >= SHORTEST:
        for key in _ending_with(book.great, typed):
            yield from cities_of(look_up(book, [(key,)])[(key,)][:1])


def _ending_with(keys: Iterable[str], typed: str) -> Iterator[str]:
    return (key for key in keys if key.endswith(typed) and key[: -len(typed)] in LEFT_OUT)


def _without_kind(book: Atlas, name: Name) -> list[Match]:
    bare = tuple(without_kind(list(name)))
    if bare == name:
        return []
    return [match for match in cities_of(look_up(book, [bare])[bare][:1]) if match.weight >= SURE]
