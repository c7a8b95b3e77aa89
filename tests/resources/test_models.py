import pytest
from django.db import IntegrityError, transaction

from resources.models import Resource
from tests.resources.factories import make_list, make_resource

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes, constraint",
    [
        ({"kind": "spa"}, "resource_list_kind_known"),
        ({"source_format": "hrsa"}, "resource_list_hrsa_lists_health_centers"),
        ({"source_format": "pdf"}, "resource_list_hrsa_lists_health_centers"),
        ({"title": ""}, "resource_list_says_whose"),
        ({"publisher": ""}, "resource_list_says_whose"),
        ({"url": "javascript:alert(1)"}, "resource_list_url_is_http"),
    ],
    ids=str,
)
def test_a_list_that_cannot_be_is_not_saved(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_list(**changes)


def test_a_kind_has_one_list_of_a_title():
    make_list("naloxone", title="Sites")
    make_list("meeting", title="Sites")
    # SQLite names the columns of a broken unique index, PostgreSQL the index, too.
    with pytest.raises(IntegrityError, match="title"), transaction.atomic():
        make_list("naloxone", title="Sites")


@pytest.mark.parametrize(
    "changes, constraint",
    [
        ({"kind": "spa"}, "resource_kind_known"),
        ({"name": ""}, "resource_has_a_name"),
        ({"latitude": 91}, "resource_point_on_earth"),
        ({"longitude": 181}, "resource_point_on_earth"),
        ({"latitude": 0, "longitude": 0}, "resource_point_on_earth"),
        ({"latitude": None}, "latitude"),
        ({"precision": "guess"}, "resource_precision_known"),
        ({"address_withheld": True}, "resource_withheld_address_is_absent"),
        ({"address_withheld": True, "street": ""}, "resource_withheld_address_is_absent"),
        ({"state": "Mass"[:1]}, "resource_state_two_letters"),
        ({"zip": "2021"}, "resource_zip_five_digits"),
        ({"e164": "7815550100"}, "resource_dialed_number_is_shown"),
        ({"phone": ""}, "resource_dialed_number_is_shown"),
        ({"e164": "", "extension": "12"}, "resource_dialed_number_is_shown"),
        ({"website": "javascript:alert(1)"}, "resource_website_is_http"),
        ({"hours_per_week": 0}, "resource_hours_of_a_week"),
        ({"hours_per_week": 169}, "resource_hours_of_a_week"),
    ],
    ids=str,
)
def test_a_place_that_cannot_be_is_not_saved(changes, constraint):
    listing = make_list()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_resource(listing, **changes)


def test_a_line_of_a_list_is_one_place():
    listing = make_list()
    make_resource(listing, line=2)
    with pytest.raises(IntegrityError, match="line"), transaction.atomic():
        make_resource(listing, line=2)


def test_an_address_is_what_the_list_says_of_it():
    place = Resource(street="12 Elm Street", city="Canton", state="MA", zip="02021")
    assert place.address == "12 Elm Street, Canton, MA 02021"
    assert Resource(city="Canton", state="MA").address == "Canton, MA"
    assert Resource(zip="02021").address == "02021"
    assert Resource(city="Canton").address == "Canton"


@pytest.mark.parametrize(
    "source_format, changes, is_exact",
    [
        ("table", {}, True),
        ("table", {"precision": "zip"}, False),
        ("table", {"street": ""}, False),
        ("geojson", {"street": ""}, True),
        ("geojson", {"street": "", "precision": "city"}, False),
    ],
)
def test_how_exactly_it_is_known_where_a_place_is(source_format, changes, is_exact):
    listing = make_list(source_format=source_format)
    assert make_resource(listing, **changes).is_exact == is_exact


def test_only_hrsas_own_list_proves_its_rules_for_cost():
    assert "pay less" in str(make_list("health-center", source_format="hrsa").description)
    own = make_list("health-center", title="Own")
    assert str(own.description) == "Health center."
    # Some health centers treat addiction.
    assert str(own.treatment_note).startswith("The list doesn't say")
    assert str(make_list("meeting").treatment_note) == "Not a treatment program."
