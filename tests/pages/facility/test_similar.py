"""Similar places nearby: of the same kind, never the place itself, nearest first."""

import pytest

from facilities.models import Facility, mark_changed
from facilities.paths import path_of
from facilities.taxonomy import taxonomy
from pages.distances import how_far
from pages.facility.similar import FARTHEST, MOST, similar
from pages.facility.standing import levels
from places.geo import Point, miles_between
from places.resolve import resolve
from search import index
from search.query import SearchQuery
from search.results import SearchResults
from tests.facilities.cast import MENTAL_HEALTH_HOUSES, ONLY

# {house: the kind it is known for, who else within 100 miles offers it, nearest first}
EXPECTED = {
    "Alder House": ("detox", "Dogwood Juniper Ginkgo"),
    "Birch Clinic": ("iop", "Dogwood Juniper Ivy"),
    "Cedar Shelter": ("outpatient", "Birch Dogwood Juniper Maple"),
    "Elm Recovery": ("residential", "Alder Katsura"),
    "Hazel House": ("outpatient", "Ivy Maple Dogwood Birch"),
    # Gone from the directory, yet it has a place and a kind.
    "Oak House": ("detox", "Alder Dogwood Juniper Ginkgo"),
    # Nowhere: from the middle of its ZIP code.
    "Rowan House": ("outpatient", "Dogwood Birch Cedar Hazel"),
    "Sumac House": ("detox", "Upas"),
}

MENTAL_HEALTH = {house[0].split()[0] for house in MENTAL_HEALTH_HOUSES}


def similar_to(facility):
    return similar(facility, levels(facility), index.current())


def all_facilities():
    return list(Facility.objects.all())


@pytest.mark.parametrize("name", EXPECTED)
def test_the_nearest_of_its_kind(cast, name):
    nearby = similar_to(Facility.objects.get(name=name))
    names = " ".join(place.name.split()[0] for place in nearby.places)
    assert (nearby.service.slug, names) == EXPECTED[name]


def fitting_beside(facility, service, current):
    own = current.mental_health_only >> current.ordinals.get(facility.pk, 10**6) & 1
    include = frozenset({"mental-health"} if own else ())
    return SearchResults(current, SearchQuery(services=(service,), include=include)).fit.fitting


def test_they_are_of_its_kind_near_and_never_the_place_itself(cast):
    current = index.current()
    for facility in all_facilities():
        nearby = similar_to(facility)
        fitting = {
            path_of(current.entries[p].public_id, current.entries[p].slug)
            for p in range(len(current.pks))
            if fitting_beside(facility, nearby.service, current) >> p & 1
        }
        paths = [place.url for place in nearby.places]
        miles = [place.miles for place in nearby.places]
        assert set(paths) <= fitting - {facility.get_absolute_url()}
        assert len(paths) == len(set(paths)) <= MOST
        assert miles == sorted(miles)
        assert all(distance <= FARTHEST for distance in miles)
        is_only = facility.name.split()[0] in MENTAL_HEALTH
        hidden = set(ONLY.split()) - (MENTAL_HEALTH if is_only else set())
        assert not {place.name.split()[0] for place in nearby.places} & hidden


def test_they_are_the_nearest_there_are(cast):
    current = index.current()
    for facility in all_facilities():
        point = _point(facility)
        nearby = similar_to(facility)
        fitting = fitting_beside(facility, nearby.service, current)
        away = sorted(
            miles
            for pk, position in current.ordinals.items()
            if fitting >> position & 1 and pk != facility.pk
            for entry in [current.entries[position]]
            if entry.latitude is not None
            if (miles := miles_between(point, _point(entry))) <= FARTHEST
        )
        assert [place.miles for place in nearby.places] == pytest.approx(away[:MOST], abs=1e-6)


def _point(facility):
    if facility.latitude is None:
        return resolve(facility.zip).place.point
    return Point(facility.latitude, facility.longitude)


@pytest.mark.parametrize(
    "miles, is_exact, words",
    [
        (0.4, True, "Less than 1 mile"),
        (0.4, False, "About 1 mile or less"),
        (1.04, True, "1 mile"),
        (1.04, False, "About 1 mile"),
        (1.06, True, "1.1 miles"),
        (2.04, True, "2 miles"),
        (9.86, False, "About 9.9 miles"),
        (31.4, True, "31 miles"),
        (1889.3, False, "About 1,889 miles"),
    ],
)
def test_a_distance_is_as_precise_as_it_can_be_known(miles, is_exact, words):
    assert how_far(miles, is_exact) == words


def test_how_far_it_is_is_exact_only_from_door_to_door(cast):
    for name in ("Alder House", "Dogwood Center"):
        Facility.objects.filter(name=name).update(precision="source")
    mark_changed()
    alder = Facility.objects.get(name="Alder House")
    far = {place.name: (place.far, place.miles) for place in similar_to(alder).places}
    assert far["Dogwood Center"][0] == how_far(far["Dogwood Center"][1], is_exact=True)
    assert far["Juniper Place"][0].startswith("About ")
    cedar = Facility.objects.get(name="Cedar Shelter")  # at a withheld address
    assert all(place.far.startswith("About ") for place in similar_to(cedar).places)


def test_a_withheld_address_is_measured_from_its_zip_code_and_not_shown(cast):
    cedar = Facility.objects.get(name="Cedar Shelter")
    assert cedar.address_withheld
    middle = resolve(cedar.zip).place.point
    assert _point(cedar) == middle

    rowan = Facility.objects.get(name="Rowan House")
    place = next(place for place in similar_to(rowan).places if place.name == "Cedar Shelter")
    assert place.far.startswith("About ")


def test_where_no_place_is_known_there_is_nothing(cast):
    facility = Facility(name="Nowhere", city="Zzzqq Corner", state="MA")
    nearby = similar(facility, [], index.current())
    assert nearby.places == []
    assert nearby.service == taxonomy().by_code["SA"]


def test_they_cost_no_query(cast, django_assert_num_queries):
    facility = Facility.objects.get(name="Alder House")
    current, kinds = index.current(), levels(facility)
    with django_assert_num_queries(0):
        similar(facility, kinds, current)
