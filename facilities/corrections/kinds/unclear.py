"""A correction of a service that nobody at a facility can speak of."""

from facilities.corrections.kinds.base import Answer
from facilities.corrections.kinds.not_offered import NotOfferedKind
from facilities.models import Correction


class UnclearKind(NotOfferedKind):
    """Nobody can say if it offers a service: its codes don't stand, and nothing is denied."""

    value = Correction.Kind.UNCLEAR
    answer = Answer.NOT_REPORTED
    part = "unclear"
