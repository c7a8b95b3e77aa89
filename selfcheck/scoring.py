"""Score the answers. Pure functions: no request, no database, nothing stored.

The ranges are the DSM-5's: 2 or 3 criteria mild, 4 or 5 moderate, 6 or more severe.
"""

from dataclasses import dataclass
from enum import StrEnum

from selfcheck.questions import CRITERIA, DANGERS, OF_THE_BODY

MILD, MODERATE, SEVERE = 2, 4, 6  # minimum number of criteria


class Range(StrEnum):
    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


def range_of(count):
    """Return the Range for a number of criteria."""
    if count >= SEVERE:
        return Range.SEVERE
    if count >= MODERATE:
        return Range.MODERATE
    return Range.MILD if count >= MILD else Range.NONE


@dataclass(frozen=True)
class Score:
    """The result of a set of answers.

    `yes`: names of the criteria met; `not_counted`: names of criteria answered yes that don't
    count, as a medicine taken as prescribed explains them; `asked`: how many criteria count;
    `left_out`: how many of these were left unanswered; `dangers`: names, most urgent first.
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
        """Whether any question that counts was answered."""
        return self.left_out < self.asked

    @property
    def may_be_higher(self):
        """Whether a yes to every unanswered question would give a higher range."""
        return range_of(len(self.yes) + self.left_out) != self.range


def score(answers, is_prescribed=False):
    """Return the Score of {name of a Question: True, False or None}; a missing name is None.

    `is_prescribed`: everything taken is a medicine, taken as prescribed.
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
