"""The paths of some kinds of pages, in turn."""

from itertools import chain

from benchmarks.searches import kinds as kinds_of


def measure(kinds, number):
    """Return `number` paths of each kind, one of each after the other."""
    paths = kinds_of(number)
    return list(chain.from_iterable(zip(*(paths[kind] for kind in kinds), strict=True)))
