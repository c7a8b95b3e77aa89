"""Words around the services asked for: they ask for nothing, but some belong to names.

The words are in fixtures/languages/<code>/search.txt, for all languages together: people mix
them. The English file says what each kind is for.
"""

from text.analysis import stem
from text.languages import phrases, single_words
from text.spans import stems


def _phrases(section: str) -> set[tuple[str, ...]]:
    return {stems(phrase) for phrase in phrases("search.txt", section)}


def _words(section: str) -> frozenset[str]:
    return frozenset(map(stem, single_words("search.txt", section)))


SMALL = _words("small")
ALWAYS = _phrases("always")
OFTEN = _words("often")
KINDS = _words("kinds")
EVERYDAY = _words("everyday")
TOLD = _words("told")
RELATIVES = _words("relatives")
NEGATIONS = _phrases("negations")
GOES_ON = _words("negation goes on")
OF_NAMES = _phrases("of names")
ALONE = _phrases("alone")
FOR_A_WOMAN = _phrases("for a woman")
