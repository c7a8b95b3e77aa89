import pytest
from django.db import IntegrityError, transaction

from places.models import Alias, GazetteerLoad, Place, members_of

CITY = {
    "kind": "city",
    "key": "testville",
    "name": "Testville",
    "state": "MA",
    "latitude": 42.0,
    "longitude": -71.0,
}
REGION = CITY | {"kind": "region", "state": "", "members": "MA/Norfolk County;NH"}
ZIP = CITY | {"kind": "zip", "key": "02000", "zip": "02000", "zip_kind": "standard"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", [CITY, ZIP, REGION], ids=["city", "zip", "region"])
def test_a_sound_row_is_kept(row):
    assert Place.objects.create(**row).point.latitude == 42.0


@pytest.mark.parametrize(
    "constraint, row",
    [
        ("place_kind_known", CITY | {"kind": "planet"}),
        ("place_coordinates_in_range", CITY | {"latitude": 91}),
        ("place_coordinates_in_range", CITY | {"longitude": -181}),
        ("place_not_at_zero_zero", CITY | {"latitude": 0, "longitude": 0}),
        ("place_zip_only_of_zips", CITY | {"zip": "02000"}),
        ("place_zip_only_of_zips", CITY | {"zip_kind": "standard"}),
        ("place_zip_only_of_zips", ZIP | {"zip": ""}),
        ("place_zip_only_of_zips", ZIP | {"zip": "02001"}),
        ("place_zip_only_of_zips", ZIP | {"key": "2000", "zip": "2000"}),
        ("place_zip_only_of_zips", ZIP | {"zip_kind": "fancy"}),
        ("place_zip_only_of_zips", ZIP | {"zip_kind": ""}),
        ("place_state_two_letters", CITY | {"state": "M"}),
        ("place_state_two_letters", CITY | {"state": ""}),
        ("place_members_only_of_regions", CITY | {"members": "MA"}),
        ("place_members_only_of_regions", REGION | {"members": ""}),
        ("place_named", CITY | {"key": ""}),
        ("place_named", CITY | {"name": ""}),
    ],
)
def test_the_database_refuses(constraint, row):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Place.objects.create(**row)


def test_a_name_is_unique_in_its_state_and_county():
    Place.objects.create(**CITY)
    Place.objects.create(**CITY | {"state": "ME"})
    Place.objects.create(**CITY | {"county": "Norfolk County"})
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        Place.objects.create(**CITY)


def test_the_members_of_a_region():
    place = Place.objects.create(**REGION)
    assert members_of(place.members) == (("MA", "Norfolk County"), ("NH", ""))
    assert members_of("") == ()


def test_an_alias_is_unique_for_its_place():
    place = Place.objects.create(**CITY)
    alias = Alias.objects.create(key="tv", name="TV", place=place)
    assert str(alias) == "TV: Testville, MA (city)"
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        Alias.objects.create(key="tv", name="Tv", place=place)


def test_an_alias_has_a_name():
    place = Place.objects.create(**CITY)
    with pytest.raises(IntegrityError, match="alias_named"), transaction.atomic():
        Alias.objects.create(key="", name="TV", place=place)


def test_a_load_is_noted_once():
    fingerprint = GazetteerLoad.objects.get().fingerprint
    with pytest.raises(IntegrityError, match="(?i)unique"), transaction.atomic():
        GazetteerLoad.objects.create(fingerprint=fingerprint)
