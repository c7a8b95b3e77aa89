"""Which facility stands for which, by the merges in force."""

from collections.abc import Mapping


class CircleError(ValueError):
    """The merges lead back to where they began."""


def survivors(into: Mapping[int, int]) -> dict[int, int]:
    """Return {pk of what was merged: pk of what stands for it, which wasn't merged}.

    `into`: {pk: pk it was merged into}, which may have been merged later itself. Raise
    CircleError where that doesn't end.
    """
    return {pk: _end_of(pk, into) for pk in into}


def _end_of(pk: int, into: Mapping[int, int]) -> int:
    passed = {pk}
    while pk in into:
        pk = into[pk]
        if pk in passed:
            raise CircleError(pk)
        passed.add(pk)
    return pk
