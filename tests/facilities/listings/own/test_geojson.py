"""What the finder publishes as GeoJSON is read back as it was."""

import json
from contextlib import suppress

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError, read, record_of
from facilities.listings.readers.own.services import slugs_by_code
from facilities.listings.records import RowError
from facilities.models import Facility

FEATURE = {
    "type": "Feature",
    "id": "abcd2345",
    "geometry": {"type": "Point", "coordinates": [-71.1, 42.2]},
    "properties": {
        "url": "https://finder.example.org/facility/abcd2345/alder-house-canton/",
        "name": "Alder House",
        "program": "Outpatient",
        "street": "1 Elm Street, Suite 2",
        "city": "Canton",
        "state": "MA",
        "zip": "02021",
        "county": "Norfolk County",
        "address_withheld": False,
        "status": "open",
        "phones": [
            {"kind": "intake", "display": "781-555-0101 x3", "answered_by": ""},
            {"kind": "main", "display": "781-555-0100", "answered_by": "A person."},
        ],
        "website": "https://example.org",
        "precision": "source",
        "services": ["detox", "telehealth"],
        "not_offered": ["iop"],
        "codes": ["DT", "OIT"],
        "highlights": ["Gym"],
        "listed_in": [{"kind": "su", "year": 2023, "title": "A list", "publisher": "SAMHSA"}],
    },
}


def feature(**properties):
    return {**FEATURE, "properties": {**FEATURE["properties"], **properties}}


def collection(folder, *features, **more):
    path = folder / "facilities.geojson"
    document = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def records(source):
    return [record_of(source.kind, raw) for _line, raw in source.rows]


def test_a_feature_becomes_a_record(tmp_path):
    source = read(collection(tmp_path, FEATURE))
    (record,) = records(source)
    assert (source.kind, source.year, source.publisher) == (
        "list",
        2023,
        "finder.example.org (SAMHSA)",
    )
    assert (record.name, record.program) == ("Alder House", "Outpatient")
    assert (record.street, record.street2, record.zip) == ("1 Elm Street", "Suite 2", "02021")
    assert (record.latitude, record.longitude) == (42.2, -71.1)
    assert [(p.kind, p.e164, p.extension, p.answered_by) for p in record.phones] == [
        ("main", "+17815550100", "", "A person."),
        ("intake", "+17815550101", "3", ""),
    ]
    assert record.highlights == ("Gym",)


def test_services_are_those_offered_by_code_or_slug(tmp_path):
    (record,) = records(read(collection(tmp_path, FEATURE)))
    assert record.codes == ("DT", "TELE")  # iop (OIT) was corrected: not offered


def test_title_and_publisher_may_stand_beside_the_features(tmp_path):
    source = read(collection(tmp_path, FEATURE, title="Neighbors 2024", publisher="A county"))
    assert (source.title, source.publisher, source.series) == (
        "Neighbors 2024, 2023",
        "A county",
        "neighbors",
    )


def test_what_is_withheld_stays_withheld(tmp_path):
    withheld = feature(address_withheld=True, street="", precision="zip")
    path = collection(tmp_path, {**withheld, "geometry": None})
    (record,) = records(read(path))
    assert record.address_withheld
    assert (record.street, record.latitude) == ("", None)
    # Even where the file has them all the same.
    (record,) = records(read(collection(tmp_path, feature(address_withheld=True))))
    assert (record.street, record.street2, record.latitude) == ("", "", None)


def test_the_center_of_a_zip_code_is_no_door(tmp_path):
    (record,) = records(read(collection(tmp_path, feature(precision="zip"))))
    assert (record.latitude, record.longitude) == (None, None)


def test_what_is_in_no_list_any_more_is_left_out_and_told(tmp_path):
    source = read(collection(tmp_path, FEATURE, feature(status="unlisted")))
    assert len(source.rows) == 1
    assert "1 features are in no list any more" in source.warnings[0]


WRONG = [
    ([{}], "feature 1: expected an object with properties"),
    ([FEATURE, 5], "feature 2: expected an object with properties"),
    ([{"properties": {"name": "Alder House"}}], "feature 1: lacks city, state, services"),
    ([feature(listed_in=[{"is_demo": True}])], "feature 1: is invented"),
    ([feature(url=5)], "feature 1: url: expected a text, got 5"),
    ([feature(url="http://[1")], "feature 1: url: expected a web address"),
    ([feature(name=5)], "feature 1: name: expected a text, got 5"),
    ([feature(phones=["617"])], "feature 1: phones: expected a list of objects"),
    ([feature(phones=[{"kind": "fax"}])], "feature 1: phones: expected a kind of main"),
    ([feature(codes="DT")], "feature 1: codes: expected a list of texts"),
    ([{**FEATURE, "geometry": {"type": "Polygon"}}], "feature 1: geometry: expected a Point"),
    ([], "there is no facility in the file"),
]


@pytest.mark.parametrize("features, told", WRONG)
def test_what_is_wrong_is_told_with_its_feature(tmp_path, features, told):
    with pytest.raises(FileError) as error:
        read(collection(tmp_path, *features))
    assert told in str(error.value)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "DT", "open"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["kind", "display", "year"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from([*FEATURE["properties"], "geometry", "properties"]), ANY)
def test_no_value_ends_in_a_traceback(tmp_path_factory, name, value):
    changed = {**FEATURE, name: value} if name in FEATURE else feature(**{name: value})
    path = collection(tmp_path_factory.getbasetemp(), changed)
    with suppress(FileError, RowError):
        records(read(path, year=2023))


def shown(facility):
    """Return what must come back, of a facility or a record."""
    street = ", ".join(filter(None, (facility.street, facility.street2)))
    return (
        *(facility.name, facility.program, street, facility.city, facility.state, facility.zip),
        *(facility.county, facility.address_withheld, facility.website),
    )


def numbers(phones):
    return sorted((phone.kind, phone.display, phone.e164, phone.extension) for phone in phones)


@pytest.mark.django_db
def test_all_that_the_api_publishes_comes_back(cast, tmp_path):
    path = tmp_path / "facilities-2023.geojson"
    query = "?include=serves-only&include=mental-health"
    path.write_bytes(Client().get(f"/api/v1/facilities.geojson{query}").getvalue())
    text = path.read_text(encoding="utf-8").replace('"is_demo": true', '"is_demo": false')
    path.write_text(text, encoding="utf-8")
    ids = [feature["id"] for feature in json.loads(text)["features"]]
    facilities = [Facility.objects.get(public_id=public_id) for public_id in ids]
    source = read(path)
    assert len(ids) > 3
    for (number, raw), record in zip(source.rows, records(source), strict=True):
        facility = facilities[number - 1]
        assert shown(record) == shown(facility)
        assert numbers(record.phones) == numbers(facility.phones.all())
        if facility.precision in ("source", "street") and not facility.address_withheld:
            assert (record.latitude, record.longitude) == (facility.latitude, facility.longitude)
        else:
            assert record.latitude is None
        services = facility.services.exclude(code="").values_list("code", flat=True)
        assert set(record.codes) == set(services) & slugs_by_code().keys()
        assert raw["published"]["name"] == facility.name
