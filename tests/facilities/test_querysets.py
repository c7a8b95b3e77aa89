"""The verbs that searches are made of."""

import pytest

from facilities.models import Facility, Service
from places.geo import Point
from tests.facilities.cast import ALL, short

BOSTON = Point(42.34, -71.07)


def services(slugs):
    return [Service.objects.select_related("group").get(slug=slug) for slug in slugs.split()]


@pytest.mark.parametrize(
    "narrow, expected",
    [
        (lambda houses: houses, ALL),
        (lambda houses: houses.in_state("NH"), "Juniper Katsura Maple Nutmeg"),
        (lambda houses: houses.in_state("VT"), ""),
        (lambda houses: houses.in_county("Norfolk County", "MA"), "Dogwood Rowan"),
        (lambda houses: houses.in_county("Norfolk County", "NH"), ""),
        (lambda houses: houses.near(BOSTON, 5), "Alder Birch Cedar"),
        (lambda houses: houses.near(BOSTON, 0), ""),
        (lambda houses: houses.near(BOSTON, 25).in_state("RI"), ""),
        (lambda houses: houses.offering([]), ALL),
        (lambda houses: houses.offering(services("detox iop")), "Dogwood Juniper"),
        (
            lambda houses: houses.offering(services("methadone buprenorphine")),
            "Birch Dogwood Juniper",
        ),
        (lambda houses: houses.offering(services("detox medicaid")), "Alder Juniper"),
        (lambda houses: houses.named(""), ALL),
        (lambda houses: houses.named("house HOUSE mAp"), "Maple Maple"),
        (lambda houses: houses.named("unit ginkgo"), "Ginkgo"),
        (lambda houses: houses.named("100%"), "Ivy"),
    ],
)
def test_a_verb_keeps(cast, narrow, expected):
    assert short(narrow(Facility.objects.listed()).order_by("name", "city")) == expected


def test_verbs_chain_in_any_order(cast):
    detox = services("detox")
    one = Facility.objects.listed().near(BOSTON, 50).offering(detox).named("e")
    other = Facility.objects.named("e").offering(detox).near(BOSTON, 50).listed()
    assert set(one) == set(other) != set()


def test_a_facility_comes_once_however_many_services_fit(cast):
    found = Facility.objects.offering(services("medicaid medicare self-pay mat iop outpatient"))
    pks = list(found.values_list("pk", flat=True))
    assert len(pks) == len(set(pks)) > 0


def test_a_facility_without_position_is_never_near(cast):
    assert "Rowan" not in short(Facility.objects.near(BOSTON, 12_000))


def test_the_distance_is_that_of_the_point_asked_for(cast):
    alder = Facility.objects.get(name="Alder House")
    found = Facility.objects.near(Point(alder.latitude, alder.longitude), 1).get(pk=alder.pk)
    assert found.distance == pytest.approx(0, abs=1e-6)
