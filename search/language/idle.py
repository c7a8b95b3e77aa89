"""Words of a text that had no effect on what it asks for."""

from collections.abc import Iterable
from itertools import chain

from search.language import fillers
from search.language.reading import Reading


def idle_words(reading: Reading, used: Iterable[Iterable[int]]) -> tuple[str, ...]:
    """Return the runs of words, as typed, that ask for nothing and are not `used` (numbers).

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
    trimmed = (_trimmed(reading, run) for run in [*runs, run])
    return tuple(reading.slice(run[0], run[-1]) for run in trimmed if run)


def _trimmed(reading: Reading, run: list[int]) -> list[int]:
    telling = [i for i in run if reading.words[i].stem not in fillers.SMALL]
    return [i for i in run if telling and telling[0] <= i <= telling[-1]]
