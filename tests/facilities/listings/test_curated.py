"""The real facilities that come with the demonstration: what is known of them, no more."""

import json

import pytest

from facilities.listings.readers import read
from facilities.taxonomy.fixture import read_rows
from finder.management.commands import prepare
from places.models import Kind, Place

[SHIPPED] = prepare.CURATED.glob("*.json")
FOUR = {
    "Bedrock Recovery": (
        "1 Meadowbrook Way",
        "Canton",
        "MA",
        "02021",
        {"SA", "DT", "RES", "MH"},
    ),
    "Northeast Addictions Treatment Center": (
        "36 Miller Stile Road",
        "Quincy",
        "MA",
        "02169",
        {"SA", "OIT", "ODT"},
    ),
    "Spring Hill Recovery Center": (
        "250 Spring Hill Road",
        "Ashby",
        "MA",
        "01431",
        {"SA", "RES"},
    ),
    "Ohio Recovery Center": ("", "Van Wert", "OH", "45891", {"SA", "DT", "RES", "MH"}),
}


@pytest.fixture(scope="module")
def records():
    source = read(SHIPPED)
    return [source.record(raw) for _line, raw in source.rows]


def test_the_source_is_named():
    source = read(SHIPPED)
    assert (source.kind, source.year, source.is_demo) == ("curated", 2026, False)
    assert source.publisher == "Ark Behavioral Health"
    assert source.url == "https://www.arkbh.com/"


def test_exactly_these_four(records):
    assert {
        record.name: (record.street, record.city, record.state, record.zip, set(record.codes))
        for record in records
    } == FOUR


def test_a_street_from_elsewhere_names_its_source():
    facilities = json.loads(SHIPPED.read_text(encoding="utf-8"))["facilities"]
    assert all(
        "National Directory" in facility["source"]
        for facility in facilities
        if "street" in facility
    )


def test_the_line_is_dialled_right_and_says_who_answers(records):
    for record in records:
        (phone,) = record.phones
        assert (phone.kind, phone.e164, phone.extension) == ("main", "+18005265053", "")
        assert phone.display == "(800) 526-5053"
        assert "Ark Behavioral Health's own admissions staff" in phone.answered_by
        assert "not a neutral helpline" in phone.answered_by


def test_highlights_are_short_lines(records):
    lines = [line for record in records for line in record.highlights]
    assert all(3 <= len(record.highlights) <= 4 for record in records)
    assert max(map(len, lines)) <= 40


def test_codes_are_the_taxonomys(records):
    codes = {row["code"] for _line, row in read_rows("services.csv", ["code"])}
    assert {code for record in records for code in record.codes} <= codes


@pytest.mark.django_db
def test_places_are_in_the_gazetteer(records):
    zips = Place.objects.filter(kind=Kind.ZIP).values_list("zip", "state", "name")
    assert {(record.zip, record.state, record.city) for record in records} <= set(zips)
