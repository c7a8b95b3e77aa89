"""Choose none of several places that one text names: people are asked which."""

from places.candidates import Candidates, Match, exact, look_up
from places.choosing.best import best
from places.choosing.choice import Choice, Note, none_of
from places.gazetteer.atlas import Atlas
from places.gazetteer.current import atlas
from places.message_kinds import MessageKind
from places.models import Kind, Place
from places.names import key
from places.parsing import How, Parsed, alternatives, parse
from places.resolution import ResolvedPlace

# Without a state, one of several cities is this large.
SURE_BESIDE = 50_000
WITH_A_COUNTY = (How.IN_COUNTY, How.WITH_COUNTY)
ONE_NAME = (How.KNOWN_WITH_STATE, How.NAME, How.BARE, How.KIND, *WITH_A_COUNTY)


def of_several(text: str) -> Choice | None:
    """Choose none of the places that a text names, None if it names one or none.

    "Truth or Consequences" is one name, "Dallas/Fort Worth" as well.
    """
    texts = alternatives(text)
    if len(texts) < 2:
        return None
    parts = [parse(part) for part in texts]
    if any(part.problem or part.is_address for part in parts):
        return None
    if all(part.zip and not part.name for part in parts):
        return _of_zips([part.zip for part in parts])
    if any(part.zip or part.leading_number for part in parts):
        return None
    book = atlas()
    if whole := _one_name(book, text):
        return best(book, text, whole) if "/" in text else None
    places = [_place_of(book, part, parts) for part in parts]
    if any(place is None for place in places) or len(set(places)) < 2:
        return None
    return none_of(filter(None, places), Note(MessageKind.SEVERAL))


def _one_name(book: Atlas, text: str) -> Candidates | None:
    """Return the candidates of the text as a single name, if it is some place's."""
    parsed = parse(text.replace("/", " "))
    whole = next(exact(book, parsed), None)
    if whole is None or (parsed.other_names and whole.reading.how not in WITH_A_COUNTY):
        return None
    return whole if whole.reading.how in ONE_NAME else None


def _of_zips(zips: list[str]) -> Choice | None:
    rows = {row.key: row for row in Place.objects.filter(kind=Kind.ZIP, key__in=zips)}
    places = [ResolvedPlace.of(rows[zip]) for zip in zips if zip in rows]
    return none_of(places, Note(MessageKind.SEVERAL)) if len(places) > 1 else None


def _place_of(book: Atlas, part: Parsed, parts: list[Parsed]) -> ResolvedPlace | None:
    """Return the place that one part names, in the state of another one if it has none."""
    states = [part.state] if part.state else [*(other.state for other in parts if other.state), ""]
    if part.other_names:
        return None
    for state in states:
        name = part.name if state else part.last
        for match in look_up(book, [name], state)[name][:1]:
            if state or _is_sure(match, name):
                return ResolvedPlace.of(match.place)
    return None


def _is_sure(match: Match, name: tuple[str, ...]) -> bool:
    is_own_name = not match.alias or match.well_known
    return is_own_name and (match.weight >= SURE_BESIDE or key(match.place.name) == "".join(name))
