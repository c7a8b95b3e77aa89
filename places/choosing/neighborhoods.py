"""Choose no hamlet for a name that neighborhoods of cities have: "Uptown", "West Side"."""

from places.candidates import Candidates, Match, local_places, neighborhoods, tail_of
from places.choosing.choice import Choice, Note, none_of, offered
from places.gazetteer.atlas import Atlas
from places.gazetteer.entries import CITY, COUNTY
from places.message_kinds import MessageKind
from places.parsing import How, Parsed

# A city or county this large is meant by its name, whatever neighborhoods have it.
LARGER_THAN_NEIGHBORHOODS = 10_000


def of_neighborhoods(
    book: Atlas, text: str, parsed: Parsed, candidates: Candidates | None
) -> Choice | None:
    """Offer the neighborhoods of a name that is typed alone; None for any other name.

    A small town or county that has the name is offered with them.
    """
    if (parsed.state and parsed.name) or not parsed.is_one_name or parsed.is_address:
        return None
    if candidates is None:
        places = local_places(book, parsed.last)
        if not places or tail_of(book, parsed):
            return None
        return none_of(offered(places), Note(MessageKind.UNSURE, text=text))
    if candidates.reading.how not in (How.NAME, How.KIND):
        return None
    first = candidates.matches[0]
    places = _rivals(book, first, parsed)
    if not places:
        return None
    own = [match for match in candidates.matches if not match.alias and _is_small(match)]
    everything = [*places[:3], *own[:2], *places[3:], *own[2:], *candidates.matches]
    return none_of(offered(everything), Note(MessageKind.UNSURE, text=text))


def _rivals(book: Atlas, first: Match, parsed: Parsed) -> list[Match]:
    """Return the neighborhoods that are as likely meant as the first of some candidates."""
    if first.alias:
        return [] if first.well_known else local_places(book, parsed.last)
    return neighborhoods(book, parsed.last) if _is_small(first) else []


def _is_small(match: Match) -> bool:
    place = match.place
    return place.kind in (CITY, COUNTY) and place.population < LARGER_THAN_NEIGHBORHOODS
