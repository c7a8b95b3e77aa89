"""A problem with a guide, and where to find it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`line`: in the field's text, from 1; 0 for the field as a whole."""

    field: str
    line: int
    message: str
