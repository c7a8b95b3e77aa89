"""What is wrong with a guide, so that whoever wrote it finds the place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`line`: of the field's text, from 1; 0 where it is about the field as a whole."""

    field: str
    line: int
    message: str
