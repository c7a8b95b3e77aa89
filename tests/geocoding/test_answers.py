"""What each geocoder is sent, and which of its answers are believed."""

import pytest

from facilities.models import GeocodedAddress
from tests.geocoding.conftest import (
    CHEYENNE,
    DENVER,
    FORT_COLLINS,
    PINE_STREET,
    position,
)

ADDRESS = "12 Pine St, Fort Collins, CO 80524"
SENT = {
    "nominatim": {"format": "json", "limit": "5"},
    "photon": {"limit": "5"},
    "census": {"benchmark": "Public_AR_Current", "format": "json"},
}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=SENT)
def provider(request, settings, host):
    settings.GEOCODER = request.param
    return request.param


def test_address_is_found(provider, finds, facility, geocode):
    finds(PINE_STREET)
    assert geocode() == [
        "Addresses: 1 found, 0 not found, 0 not believed, 0 unanswered",
        "Facilities placed at their street: 1",
    ]
    assert position(facility) == (PINE_STREET, "street")
    kept = GeocodedAddress.objects.get()
    assert (kept.address, kept.provider) == (ADDRESS, provider)
    assert (kept.latitude, kept.longitude) == PINE_STREET


def test_nothing_but_the_address_is_sent(provider, host, finds, make_facility, geocode):
    make_facility(name="Secret Garden", street2="Suite 5", county="Larimer")
    finds(PINE_STREET)
    geocode()
    [request] = host.requests
    assert (request.provider, request.address) == (provider, ADDRESS)
    assert request.parameters == SENT[provider]
    assert request.headers["User-Agent"] == "treatment-finder"
    assert set(request.headers) == {"Host", "User-Agent", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    "places, outcome",
    [
        pytest.param([], "1 not found", id="nothing"),
        pytest.param([DENVER], "1 not believed", id="over 50 miles from its ZIP"),
        pytest.param([CHEYENNE], "1 not believed", id="in another state"),
        pytest.param([(52.5, 13.4), CHEYENNE], "1 not believed", id="none of several"),
        pytest.param([DENVER, PINE_STREET], "1 found", id="the second of two"),
    ],
)
def test_answers_are_believed_near_the_zip_and_in_the_state(
    provider, finds, facility, geocode, places, outcome
):
    finds(*places)
    assert outcome in geocode()[0]
    is_found = outcome == "1 found"
    assert position(facility) == ((PINE_STREET, "street") if is_found else (FORT_COLLINS, "zip"))
    assert GeocodedAddress.objects.filter(latitude=None).exists() == (not is_found)


@pytest.mark.parametrize(
    "about, is_precise",
    [
        ({"key": "place", "value": "house", "rank": 30}, True),
        ({"key": "building", "value": "yes", "rank": 30}, True),
        ({"key": "amenity", "value": "clinic", "rank": 30}, True),
        ({"key": "highway", "value": "residential", "rank": 26}, True),
        ({"key": "place", "value": "city", "rank": 16}, False),
        ({"key": "place", "value": "postcode", "rank": 25}, False),
        ({"key": "place", "value": "neighbourhood", "rank": 30}, False),
        ({"key": "boundary", "value": "administrative", "rank": 16}, False),
        ({"key": "boundary", "value": "administrative", "rank": 30}, False),
        ({"key": "landuse", "value": "residential", "rank": 30}, False),
        ({"key": "highway", "value": "trunk", "rank": 20}, False),
        ({"key": "", "rank": 30}, False),
    ],
)
def test_nominatim_must_name_a_house_or_street(finds, facility, geocode, about, is_precise):
    finds((*PINE_STREET, about))
    assert ("1 found" if is_precise else "1 not found") in geocode()[0]
    assert position(facility)[1] == ("street" if is_precise else "zip")


@pytest.mark.parametrize(
    "about, is_precise",
    [
        ({"key": "place", "value": "house", "type": "house"}, True),
        ({"key": "amenity", "value": "clinic", "type": "house"}, True),
        ({"key": "highway", "value": "residential", "type": "street"}, True),
        ({"key": "place", "value": "city", "type": "city"}, False),
        ({"key": "place", "value": "suburb", "type": "district"}, False),
        ({"key": "place", "value": "city", "type": "house"}, False),
        ({"key": "boundary", "value": "administrative", "type": "county"}, False),
        ({"key": "amenity", "value": "university", "type": "locality"}, False),
        ({"key": "", "type": "other"}, False),
    ],
)
def test_photon_must_name_a_house_or_street(settings, finds, facility, geocode, about, is_precise):
    settings.GEOCODER = "photon"
    finds((*PINE_STREET, about))
    assert ("1 found" if is_precise else "1 not found") in geocode()[0]
    assert position(facility)[1] == ("street" if is_precise else "zip")


def test_city_level_answer_does_not_hide_the_house_behind_it(finds, facility, geocode):
    finds((*FORT_COLLINS, {"value": "city", "rank": 16}), PINE_STREET)
    geocode()
    assert position(facility) == (PINE_STREET, "street")


@pytest.mark.parametrize("state, precision", [("CO", "street"), ("NM", "unknown")])
def test_without_a_zip_the_state_alone_decides(finds, make_facility, geocode, state, precision):
    facility = make_facility(
        state=state, zip="", latitude=None, longitude=None, precision="unknown"
    )
    finds(PINE_STREET)
    geocode()
    assert position(facility)[1] == precision
