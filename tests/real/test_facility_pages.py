"""Pages of the published facilities are the same from parts as from their templates."""

from facilities.models import Facility
from tests.pages.facility.test_parts import differing

EVERY = 150  # facilities: a sample of some two hundred, and some of each rare kind
FEW = 10


def sample():
    shown = Facility.objects.exclude(status="closed").order_by("public_id")
    rare = [
        shown.filter(address_withheld=True),
        shown.filter(status="unlisted"),
        shown.exclude(certification=""),
        shown.exclude(program=""),
        shown.exclude(highlights=""),
        shown.filter(precision__in=["zip", "city"]),
    ]
    chosen = [*shown[::EVERY], *(each for some in rare for each in some[:FEW])]
    return {facility.pk: facility for facility in chosen}.values()


def test_a_page_of_parts_is_the_page(editions):
    facilities = sample()
    assert len(facilities) > 100
    assert differing(facilities, [""]) == []
