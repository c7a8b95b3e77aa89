"""The kinds of corrections, a module each: what it asks, what it changes, and how pages say it.

To add one, see docs/data.md.
"""

from facilities.corrections.kinds.address import AddressKind
from facilities.corrections.kinds.base import Answer, Codes, Kind
from facilities.corrections.kinds.closed import ClosedKind
from facilities.corrections.kinds.more_phone import MorePhoneKind
from facilities.corrections.kinds.not_offered import NotOfferedKind
from facilities.corrections.kinds.offered import OfferedKind
from facilities.corrections.kinds.other_phone import OtherPhoneKind
from facilities.corrections.kinds.phone import PhoneKind
from facilities.corrections.kinds.unclear import UnclearKind
from facilities.corrections.kinds.website import WebsiteKind
from facilities.corrections.kinds.withheld import WithheldKind

__all__ = [
    "ALL_BOXES",
    "KINDS",
    "Answer",
    "Codes",
    "Kind",
    "in_order",
    "kind_named",
    "kind_of",
    "values_where",
]

# In the order in which they are laid over a facility: what keeps a value off comes after what
# gives it.
KINDS = (
    PhoneKind(),
    MorePhoneKind(),
    OtherPhoneKind(),
    AddressKind(),
    WithheldKind(),
    WebsiteKind(),
    OfferedKind(),
    NotOfferedKind(),
    UnclearKind(),
    ClosedKind(),
)
ALL_BOXES = frozenset(box for kind in KINDS for box in kind.boxes)
BY_VALUE = {kind.value: kind for kind in KINDS}
RANKS = {kind.value: rank for rank, kind in enumerate(KINDS)}


def kind_of(correction):
    """Return the Kind of a Correction."""
    return BY_VALUE[correction.what]


def kind_named(value):
    """Return the Kind with a value of the field `what`."""
    return BY_VALUE[value]


def in_order(corrections):
    """Return Corrections in the order in which they are laid."""
    return sorted(corrections, key=lambda correction: (RANKS[correction.what], correction.pk or 0))


def values_where(condition):
    """Return the values of the kinds for which `condition(kind)` holds."""
    return [kind.value for kind in KINDS if condition(kind)]
