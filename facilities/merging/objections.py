"""Why two facilities can't be made one place."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds import kind_of
from facilities.models import Facility, Listing

Words = str | Promise


def objection(facility: Facility, into: Facility) -> Words:
    """Return why `facility` can't be merged into another, in a sentence; "" if it can."""
    return next(_objections(facility, into), "")


def _objections(facility: Facility, into: Facility) -> Iterator[Words]:
    if facility == into:
        yield _("A place can't be merged into itself.")
    if facility.merged_into:
        words = _("It was merged into %(name)s already. Undo that first.")
        yield words % {"name": facility.merged_into}
    if into.merged_into:
        words = _("%(name)s was merged into %(survivor)s. Choose that one.")
        yield words % {"name": into, "survivor": into.merged_into}
    if into.status == Facility.Status.CLOSED != facility.status:
        yield _("The one that would stay is marked as closed, so nobody would find this place.")
    if is_invented(facility) != is_invented(into):
        yield _("One of the two is made up: it belongs to the demonstration directory.")
    if _would_show(facility, into):
        yield _(
            "Its address must not be shown. First add a correction that says so to the "
            "place it is merged into."
        )


def is_invented(facility: Facility) -> bool:
    """Tell whether only the demonstration directory lists a facility."""
    rows = Listing.objects.filter(facility=facility).order_by()
    return set(rows.values_list("edition__is_demo", flat=True)) == {True}


def _would_show(facility: Facility, into: Facility) -> bool:
    """Tell whether a merge would show an address that is kept secret.

    Corrections don't move: one that hides the address needs another in its place. That the
    other's listing withholds it isn't enough, for the next one may print it.
    """
    is_hidden = _is_hidden(facility) and not _is_hidden(into)
    return is_hidden or facility.address_withheld and not into.address_withheld


def _is_hidden(facility: Facility) -> bool:
    active = facility.corrections.active()
    return any(kind_of(correction).hides_address for correction in active)
