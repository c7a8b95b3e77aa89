"""The verbs that searches are made of."""

import pytest

from facilities.models import Facility
from places.geo import Point
from tests.facilities.cast import ALL, ONLY, short

BOSTON = Point(42.34, -71.07)


@pytest.mark.parametrize(
    "narrow, expected",
    [
        (lambda houses: houses, " ".join(sorted(f"{ALL} {ONLY}".split()))),
        (lambda houses: houses.in_state("NH"), "Juniper Katsura Maple Nutmeg"),
        (lambda houses: houses.in_state("VT"), ""),
        (lambda houses: houses.near(BOSTON, 5), "Alder Birch Cedar"),
        (lambda houses: houses.near(BOSTON, 0), ""),
        (lambda houses: houses.near(BOSTON, 25).in_state("RI"), ""),
    ],
)
def test_a_verb_keeps(cast, narrow, expected):
    assert short(narrow(Facility.objects.listed()).order_by("name", "city")) == expected


def test_verbs_chain_in_any_order(cast):
    near_first = Facility.objects.listed().near(BOSTON, 50).in_state("RI")
    state_first = Facility.objects.in_state("RI").near(BOSTON, 50).listed()
    assert set(near_first) == set(state_first) != set()


def test_a_facility_without_position_is_never_near(cast):
    assert "Rowan" not in short(Facility.objects.near(BOSTON, 12_000))


def test_the_distance_is_that_of_the_point_asked_for(cast):
    alder = Facility.objects.get(name="Alder House")
    facility = Facility.objects.near(Point(alder.latitude, alder.longitude), 1).get(pk=alder.pk)
    assert facility.distance == pytest.approx(0, abs=1e-6)
