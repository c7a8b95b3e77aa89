"""Places in other countries, as people name them: "Windsor, Ontario", "Vancouver BC"."""

from collections.abc import Iterator

from places.candidates.matches import look_up
from places.gazetteer.atlas import Atlas
from places.gazetteer.elsewhere import is_country_or_part, is_elsewhere
from places.names import Name
from places.parsing import Parsed
from places.wordings import ABROAD_AFTER_A_PLACE

# A place abroad is told by the country or province after it, of so many words at most.
LONGEST_PART = 4
# Of a province whose name is an American city's, too, the American one is this large.
MEANT_DESPITE_PROVINCE = 5_000


def is_abroad(book: Atlas, parsed: Parsed) -> bool:
    """Tell whether the text ends with another country or its part, or is a name abroad alone."""
    is_alone = parsed.is_one_name and not (parsed.state and parsed.name)
    return (is_alone and is_elsewhere(parsed.last)) or any(
        _is_part(book, before, end, is_apart=is_apart) for before, end, is_apart in _ends(parsed)
    )


def namesake(parsed: Parsed) -> Name:
    """Return the name before the country or province: "victoria" of "Victoria BC"."""
    for before, end, _is_apart in _ends(parsed):
        if _is_called_a_part(end, is_sure=True):
            return before
    return ()


def _ends(parsed: Parsed) -> Iterator[tuple[Name, Name, bool]]:
    """Yield (what stands before, end of the text, whether a comma parts them)."""
    words = parsed.whole or parsed.name
    state_words = len(parsed.whole) - len(parsed.name) if parsed.whole else 0
    # "Baja California" isn't in California.
    for start in range(max(0, len(words) - LONGEST_PART), len(words) - state_words):
        if start:
            yield words[:start], words[start:], False
        elif parsed.other_names:
            yield parsed.other_names[0], words, True


def _is_part(book: Atlas, before: Name, end: Name, *, is_apart: bool) -> bool:
    if is_elsewhere(before):
        return _is_called_a_part(end, is_sure=True)
    if not _is_called_a_part(end, is_sure=is_apart):
        return False
    # "Mercy Hospital, Lebanon" may be in Pennsylvania.
    return not any(match.weight >= MEANT_DESPITE_PROVINCE for match in look_up(book, [end])[end])


def _is_called_a_part(end: Name, *, is_sure: bool) -> bool:
    return is_country_or_part(end) or (is_sure and "".join(end) in ABROAD_AFTER_A_PLACE)
