"""Names that neighborhoods of many cities have say little alone."""

import pytest

from places.choosing.neighborhoods import LARGER_THAN_NEIGHBORHOODS
from places.gazetteer.current import atlas
from places.models import Kind, Place
from places.names import key
from places.resolve import resolve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text, offered",
    [
        ("Uptown", ["ZIP 55408", "Uptown, IL"]),
        ("West Side", ["ZIP 60624", "Westside, IA"]),
        ("Downtown", ["ZIP 46204", "Downtown, HI"]),
        # A neighborhood that has the name to itself, and a hamlet.
        ("Watts", ["ZIP 90002", "Watts, OK"]),
        # No place alone has this name, but close to it are larger ones.
        ("Northside", ["ZIP 60613"]),
        ("Flower City", ["Rochester, NY"]),
        # Small counties, too, and other names of a city.
        ("The Castro", ["ZIP 94114", "Castro County, TX"]),
        ("Third Ward", ["ZIP 77004", "ZIP 53202"]),
        ("Panhandle", ["Texas Panhandle", "Florida Panhandle", "Panhandle, TX"]),
    ],
)
def test_a_hamlet_is_not_meant_by_a_neighborhood_s_name(text, offered):
    resolution = resolve(text)
    assert resolution.place is None
    assert "sure where" in resolution.message
    assert set(offered) <= {place.label for place in resolution.other_places}


@pytest.mark.parametrize(
    "text, place",
    [
        ("Uptown, MN", "ZIP 55408"),
        ("Uptown Minneapolis", "ZIP 55408"),
        ("East Side Buffalo", "ZIP 14211"),
        ("Uptown, IL", "Uptown, IL"),
        ("Downtown Nashville", "Nashville, TN"),
        ("Springfield", "Springfield, MO"),
    ],
)
def test_with_its_city_or_state_a_neighborhood_is_meant_and_so_is_a_large_city(text, place):
    assert resolve(text).place.label == place


def test_a_town_is_shown_with_the_neighborhoods_of_its_name():
    resolution = resolve("Great Neck")
    assert resolution.place.label == "Great Neck, NY"
    assert resolution.message
    assert [place.label_with_city for place in resolution.other_places] == [
        "ZIP 23454 (Virginia Beach, VA)"
    ]


def test_the_part_of_a_large_city_comes_before_hamlets():
    assert resolve("Roxbury").place.label == "Roxbury, MA"


def test_no_small_town_is_shown_in_silence_for_a_name_of_neighborhoods():
    silent = []
    for name, other_names in atlas().local_aliases.items():
        resolution = resolve(other_names[0][0])
        if resolution.place and key(resolution.place.name) == name and not resolution.message:
            [population, *_] = Place.objects.filter(
                kind__in=[Kind.CITY, Kind.COUNTY], key=name, state=resolution.place.state
            ).values_list("population", flat=True) or [LARGER_THAN_NEIGHBORHOODS]
            if population < LARGER_THAN_NEIGHBORHOODS:
                silent.append(resolution.place.label)
    assert silent == []
