"""What people write around the name of a place: "near", "the city of", "area", "USA".

Pure functions of lists of bare words (text.analysis.words). The words are in
fixtures/languages/<code>/places.txt, for all languages together: people mix them. The English
file says what each section is for.
"""

from collections.abc import Sequence

from text.analysis import words as plain_words
from text.languages import pairs, phrases, single_words


def phrases_of(section: str) -> list[tuple[str, ...]]:
    """Return the phrases of a section of places.txt as tuples of bare words, in order."""
    return [tuple(plain_words(phrase)) for phrase in phrases("places.txt", section)]


def joined(section: str) -> frozenset[str]:
    """Return the phrases of a section of places.txt without spaces."""
    return frozenset("".join(phrase) for phrase in phrases_of(section))


def by_word(phrases: list[tuple[str, ...]], place: int) -> dict[str, list[tuple[str, ...]]]:
    """Return {a word: the phrases with that word first (0) or last (-1)}."""
    sorted_by: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        sorted_by.setdefault(phrase[place], []).append(phrase)
    return sorted_by


LEAD_INS = phrases_of("before a place")
MIDDLE = frozenset(single_words("places.txt", "before a place in the midst"))
SKIPPED = frozenset(single_words("places.txt", "skipped before a place"))
NEARNESS = frozenset(single_words("places.txt", "nearness"))
SKIPPED_AFTER_NEARNESS = frozenset(single_words("places.txt", "skipped after nearness"))
ME = joined("me")
MY_LOCATION = joined("my location")
COUNTRY = by_word(phrases_of("country"), -1)
BEFORE_A_CITY = by_word(phrases_of("before a city"), 0)
AFTER_A_CITY = by_word(phrases_of("after a city"), -1)
DISTANCES = frozenset(single_words("places.txt", "distance"))
ABROAD = joined("abroad")
ABROAD_AFTER_A_PLACE = joined("abroad after a place")
EITHER = frozenset(single_words("places.txt", "either"))
BEFORE_EITHER = phrases_of("before either")
SIDES = frozenset(single_words("places.txt", "side of a city"))
KINDS_OF_A_CITY = phrases_of("kind of a city after it")
TALK_AFTER = phrases_of("talk after a place")
COUNTIES = {
    tuple(plain_words(phrase)): designation
    for phrase, designation in pairs("places.txt", "before a county")
}
BEFORE_A_STATE = phrases_of("before a state")
AFTER_A_STATE = phrases_of("after a state")
ZIP_CODE_WORDS = frozenset(single_words("places.txt", "zip code word"))
ZIP_CODE = joined("zip code")
COUNTY_WORDS = {"county", "co", "cnty", "parish", "borough", "municipio", "condado"}


_lead_ins, _talk_after = by_word(LEAD_INS, 0), by_word(TALK_AFTER, -1)
_kinds_of_a_city = by_word(KINDS_OF_A_CITY, -1)


def without_lead_in(words: list[str]) -> list[str]:
    """Return the words after "near", "in" and the like; a lead-in alone is left ("IN")."""
    return _after_any(_lead_ins, words) or words


def says_near_me(words: list[str]) -> bool:
    """Tell whether the words ask for what is near: "near me", "rehab cerca de mí"."""
    if "".join(words) in MY_LOCATION:
        return True
    near = [i for i, word in enumerate(words) if word in NEARNESS]
    if not near:
        return False
    rest = words[near[-1] + 1 :]
    rest = rest[1:] if rest and rest[0] in SKIPPED_AFTER_NEARNESS else rest
    return "".join(rest) in ME or (not rest and near[-1] == 0)


def without_country(words: list[str]) -> list[str]:
    """Return the words without the United States at their end."""
    for country in COUNTRY.get(words[-1], ()) if words else ():
        if rest := _before(country, words):
            return rest
        if tuple(words) == country:
            return []
    return words


def without_talk(words: list[str]) -> list[str]:
    """Return the words without "please" and the like at their end; alone they are left."""
    return _before_any(_talk_after, words) or words


def without_area(words: list[str]) -> list[str]:
    """Return the words without "area", "metro area" and the like at their end."""
    return _before_any(AFTER_A_CITY, words) or words


def without_state_word(words: list[str]) -> list[str]:
    """Return the words without "state of" before or "state" after them."""
    for lead in BEFORE_A_STATE:
        if rest := _after(lead, words):
            return rest
    for end in AFTER_A_STATE:
        if rest := _before(end, words):
            return rest
    return words


def says_county(name: Sequence[str]) -> bool:
    """Tell whether a name's words say that it is a county's."""
    return len(name) > 1 and name[-1] in COUNTY_WORDS


def bare(words: list[str]) -> list[str]:
    """Return a name without what people put around it, or with it in its usual place.

    "greater boston area" is boston, "condado de cook" is cook county.
    """
    for lead, designation in COUNTIES.items():
        if rest := _after(lead, words):
            return [*rest, designation]
    words = without_area(words)
    return _after_any(BEFORE_A_CITY, words) or words


def without_kind(words: list[str]) -> list[str]:
    """Return the name of a city without what kind of a city it is: "canton township"."""
    return _before_any(_kinds_of_a_city, words) or _after_any(BEFORE_A_CITY, words) or words


def without_distance(words: list[str]) -> list[str]:
    """Return the words after "20 miles north of" and the like."""
    if len(words) < 3 or not words[0].isdecimal() or words[1] not in DISTANCES:
        return words
    rest = without_lead_in(words[2:])
    return rest[1:] if len(rest) > 1 and rest[0] in SKIPPED else rest


def after_lead_in(words: list[str]) -> list[str]:
    """Return what follows the last "near" or "in" in the midst of the words, if anything."""
    for start in range(len(words) - 1, 0, -1):
        if words[start - 1] in MIDDLE:
            rest = words[start:]
            return rest[1:] if len(rest) > 1 and rest[0] in SKIPPED else rest
    return []


def _after(lead: tuple[str, ...], words: list[str]) -> list[str]:
    return words[len(lead) :] if tuple(words[: len(lead)]) == lead else []


def _before(end: tuple[str, ...], words: list[str]) -> list[str]:
    return words[: -len(end)] if tuple(words[-len(end) :]) == end else []


def _after_any(leads: dict[str, list[tuple[str, ...]]], words: list[str]) -> list[str]:
    """Return what follows the first of some phrases that the words begin with, [] for none."""
    some = leads.get(words[0], ()) if words else ()
    return next((rest for lead in some if (rest := _after(lead, words))), [])


def _before_any(ends: dict[str, list[tuple[str, ...]]], words: list[str]) -> list[str]:
    some = ends.get(words[-1], ()) if words else ()
    return next((rest for end in some if (rest := _before(end, words))), [])
