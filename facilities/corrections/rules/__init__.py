"""
Corrections laid over a composed facility: what the source says of each, and what is right.

Each kind has a Rule. They are laid in the order of RULES: what keeps a value off comes after
what gives it.
"""

from facilities.corrections.rules.numbers import More, Other, ToCall, wrong_numbers
from facilities.corrections.rules.others import Closed, NotOffered, Offered, Website
from facilities.corrections.rules.places import Address, Withheld
from facilities.corrections.rules.rule import Codes
from facilities.models import Correction

__all__ = ["Codes", "in_order", "rule_of", "wrong_numbers"]

What = Correction.What
RULES = {
    What.PHONE: ToCall(),
    What.MORE_PHONE: More(),
    What.OTHER_PHONE: Other(),
    What.ADDRESS: Address(),
    What.WITHHELD: Withheld(),
    What.WEBSITE: Website(),
    What.OFFERED: Offered(),
    What.NOT_OFFERED: NotOffered(),
    What.UNCLEAR: NotOffered(),
    What.CLOSED: Closed(),
}
RANKS = {what: rank for rank, what in enumerate(RULES)}


def rule_of(correction):
    """Return the Rule of a Correction."""
    return RULES[correction.what]


def in_order(corrections):
    """Return Corrections in the order in which they are laid."""
    return sorted(corrections, key=lambda one: (RANKS[one.what], one.pk or 0))
