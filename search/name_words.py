"""Which left-over words of a search narrow it, as words of facilities' names, and which don't.

Once a service or a place is understood, a word narrows only if it stands, whole, in the name of a
facility that would be a result anyway. No search looks farther because of a name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from search.index import Index
from search.index.bits import Bits, ordinals_of
from search.index.reading import MOST_WORDS
from search.language import NameRun
from search.language.fillers import RELATIVES
from search.language.reading import is_everyday, is_ordinary, is_talk
from text.abbreviations.facilities import FILLERS, in_full
from text.analysis import words as plain_words
from text.spans import Word, words

SHORTEST_NAME = 3  # letters of a single word


@dataclass(frozen=True)
class Elsewhere:
    """Words that are in the names of `count` facilities, none of them among the results."""

    words: str
    count: int


@dataclass(frozen=True)
class NameWords:
    """`narrowing`: words that must be in a name; `not_used`: runs of words, as typed.

    `typed`: what to type for those that narrow, in quotes if they stood so.
    """

    narrowing: str = ""
    typed: str = ""
    not_used: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def name_words(index: Index, here: Bits, runs: Sequence[NameRun]) -> NameWords:
    """Return the NameWords of the runs of a text. `here`: the results there are without them."""
    narrowing, as_typed, not_used = list[str](), list[str](), list[str]()
    for run in runs:
        if run.is_quoted:
            narrowing.append(run.text)
            as_typed.append(run.typed)
            here &= index.names.holding(plain_words(run.text)).bits
            continue
        typed = words(run.text)
        part, here = _part_of_a_name(index, here, [] if run.is_of_a_person else typed)
        if part:
            narrowing.append(_slice(run.text, typed, part))
            as_typed.append(narrowing[-1])
        before, after = range(part.start), range(part.stop, len(typed))
        not_used += (_slice(run.text, typed, rest) for rest in (before, after) if rest)
    return NameWords(
        " ".join(narrowing),
        " ".join(as_typed),
        tuple(not_used),
        tuple(_elsewhere(index, not_used)),
    )


def _slice(text: str, typed: Sequence[Word], numbers: range) -> str:
    return text[typed[numbers.start].start : typed[numbers.stop - 1].end]


def _part_of_a_name(index: Index, here: Bits, typed: Sequence[Word]) -> tuple[range, Bits]:
    """Return the numbers of the longest run of words in one name, and who of `here` bears it."""
    most = min(len(typed), MOST_WORDS)
    each = [index.names.holding([word.plain]).bits & here for word in typed[:most]]
    for length in range(most, 0, -1):
        for first in range(most - length + 1):
            numbers = range(first, first + length)
            if length == 1 and first and typed[first - 1].stem in RELATIVES:
                continue  # "my son jackson"
            bearers = reduce(and_, each[first : first + length])
            if not bearers and length == 2:  # "clean slate" may be written as one word
                joined = "".join(typed[i].plain for i in numbers)
                bearers = index.names.holding([joined]).bits & here
            if bearers and _names(index, bearers, [typed[i] for i in numbers]):
                return numbers, bearers
    return range(0), here


def _names(index: Index, bearers: Bits, part: Sequence[Word]) -> bool:
    """Tell whether words that `bearers` have in their names are meant as a name."""
    if _telling(part):
        return len(part) > 1 or len(part[0].plain) >= SHORTEST_NAME
    # "new life" is a name although both are everyday words; "cheap recovery center" is none.
    if sum(is_everyday(word) for word in part) < 2:
        return False
    plain = [word.plain for word in part]
    return any(_in_a_row(index, ordinal, plain) for ordinal in ordinals_of(bearers))


def is_telling(text: str) -> bool:
    """Tell whether a text holds any word that isn't ordinary."""
    return _telling(words(text))


def _telling(part: Sequence[Word]) -> bool:
    """Tell whether some words hold any that isn't ordinary."""
    return any(not is_ordinary(word) and word.plain not in FILLERS for word in part)


def _in_a_row(index: Index, ordinal: int, plain: list[str]) -> bool:
    entry = index.entries[ordinal]
    phrase = f" {in_full(plain)} "
    return any(phrase in f" {in_full(plain_words(name))} " for name in (entry.name, entry.program))


def _elsewhere(index: Index, not_used: Sequence[str]) -> Iterator[Elsewhere]:
    for text in not_used:
        typed = words(text)
        if not _telling(typed):
            continue
        edges = [i for i, word in enumerate(typed) if not is_talk(word)]
        named = typed[edges[0] : edges[-1] + 1]
        if bits := index.names.holding([word.plain for word in named]).bits:
            yield Elsewhere(text[named[0].start : named[-1].end], bits.bit_count())
