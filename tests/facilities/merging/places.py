"""What the database holds of places and of the rows that list them, to compare before and after."""

from facilities.models import Correction, Facility, Listing, Merge
from tests.facilities.corrections.cases import state_of


def named(name):
    return Facility.objects.get(name=name)


def everything():
    """Return all that merges may change of places, rows and corrections, as values."""
    places = {facility.pk: state_of(facility) for facility in Facility.objects.order_by("pk")}
    names = ("edition", "line", "facility", "merged_from", "codes", "is_answer")
    rows = list(Listing.objects.order_by("edition", "line").values_list(*names))
    corrections = list(Correction.objects.order_by("pk").values_list("pk", "state"))
    return places, rows, corrections


def chains():
    """Return {pk: pk it was merged into} of the merges in force."""
    return dict(Merge.objects.active().values_list("facility", "into"))
