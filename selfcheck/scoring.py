"""From answers to what they mean. Pure: no request, no database, nothing kept.

The ranges are the DSM-5's: 2 or 3 criteria mild, 4 or 5 moderate, 6 or more severe.
"""

from dataclasses import dataclass
from enum import StrEnum

from selfcheck.questions import CRITERIA, DANGERS, OF_THE_BODY

MILD, MODERATE, SEVERE = 2, 4, 6  # so many yeses at least


class Range(StrEnum):
    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


def range_of(count):
    """Return the Range of so many criteria."""
    if count >= SEVERE:
        return Range.SEVERE
    if count >= MODERATE:
        return Range.MODERATE
    return Range.MILD if count >= MILD else Range.NONE


@dataclass(frozen=True)
class Score:
    """What a set of answers comes to.

    `yes`: names of the criteria that count; `not_counted`: names of those answered yes that
    don't, as they are what a medicine taken as told does; `left_out`: how many of those that
    could count have no answer; `asked`: how many could count. `dangers`: names, most urgent first.
    """

    yes: tuple[str, ...]
    not_counted: tuple[str, ...]
    left_out: int
    asked: int
    dangers: tuple[str, ...]

    @property
    def range(self):
        return range_of(len(self.yes))

    @property
    def is_answered(self):
        """Whether there is anything to count."""
        return self.left_out < self.asked

    @property
    def may_be_higher(self):
        """Whether a yes to all that was left out would lead to another range."""
        return range_of(len(self.yes) + self.left_out) != self.range


def score(answers, is_prescribed=False):
    """Return the Score of {name of a Question: True, False or None}; a missing name is None.

    `is_prescribed`: all of it is a medicine, taken as told.
    """
    counted = [
        question.name
        for question in CRITERIA
        if not is_prescribed or question.name not in OF_THE_BODY
    ]
    yes = tuple(name for name in counted if answers.get(name))
    return Score(
        yes=yes,
        not_counted=tuple(n for n in OF_THE_BODY if n not in counted and answers.get(n)),
        left_out=sum(answers.get(name) is None for name in counted),
        asked=len(counted),
        dangers=tuple(question.name for question in DANGERS if answers.get(question.name)),
    )
