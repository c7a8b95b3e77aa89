"""Words of a text that had no effect on what it asks for."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from search.language import fillers
from search.language.phrases import PhraseKind
from search.language.reading import Reading, is_small

# Runs of words, by their numbers.
Runs = list[list[int]]


def idle_runs(reading: Reading, used: Iterable[Iterable[int]]) -> Runs:
    """Return the runs of words that ask for nothing and are not `used` (numbers).

    The smallest words ("the", "for") are left out at the edges: nobody misses them.
    """
    busy = set(chain.from_iterable(used))
    for claim in reading.claims:
        if claim.asks:
            busy.update(range(claim.first, claim.last + 1))
    runs, run = list[list[int]](), list[int]()
    for i, word in enumerate(reading.words):
        if i in busy or word.after_break:
            runs.append(run)
            run = []
        if i not in busy:
            run.append(i)
    return list(_trimmed([*runs, run], lambda i: reading.words[i].stem not in fillers.SMALL))


def telling(reading: Reading, runs: Runs) -> Runs:
    """Return the runs without what only joins words or asks politely: "I need … that takes".

    The rest says something that a search can't use, and whoever typed it wants to know.
    """
    return list(_trimmed(runs, lambda i: _tells(reading, i)))


def _tells(reading: Reading, i: int) -> bool:
    word, claim = reading.words[i], reading.claim_of.get(i)
    kind = claim.meaning.kind if claim else None
    if kind == PhraseKind.TOPIC:
        return False  # it has an answer of its own
    if word.stem in fillers.TOLD or kind == PhraseKind.FILLER:
        return word.stem in fillers.TOLD
    return not (is_small(word) or word.stem in fillers.KINDS)


def _trimmed(runs: Runs, keeps: Callable[[int], bool]) -> Iterator[list[int]]:
    for run in runs:
        kept = [i for i in run if keeps(i)]
        if kept:
            yield [i for i in run if kept[0] <= i <= kept[-1]]
