"""A ZIP code that can't be its city's is doubted, and nothing else is."""

from dataclasses import replace

import pytest

from facilities.importing.report import Report
from facilities.listings.locations import Locations
from places.gazetteer.zips import ZipCentre
from tests.facilities.importing.test_matching import record

ZIPS = {
    zip: ZipCentre(zip, latitude, longitude, "MA", "", city)
    for zip, latitude, longitude, city in (
        ("01238", 42.30, -73.25, "Lee"),
        ("01242", 42.33, -73.28, "Lenox Dale"),
        ("02138", 42.38, -71.13, "Cambridge"),
        ("02139", 42.36, -71.10, "Cambridge"),
        ("02141", 42.37, -71.08, "Cambridge"),
    )
}


@pytest.mark.parametrize(
    "city, zip, miles",
    [
        ("Lee", "01238", ""),
        ("LEE", "01242", ""),  # the next town's
        ("Lee", "02138", "108 miles from Lee, MA"),
        ("Cambridge", "01238", "108 miles from Cambridge, MA"),  # from the nearest of its three
        ("Nowhere", "02138", ""),
        ("Lee", "99999", ""),
    ],
)
def test_a_zip_code_far_from_its_city_is_doubted(city, zip, miles):
    row = record("Cedar", city=city, state="MA", zip=zip)
    doubt = Locations(ZIPS, {}).doubt_of_zip(row)
    assert doubt == (f"ZIP {zip} is {miles}" if miles else "")


@pytest.mark.django_db
def test_the_report_warns_of_it_with_the_line():
    rows = [(7, record("Cedar", city="Lee", state="MA", zip="02138"))]
    report = Report("List", "su", "list.xlsx")
    report.note_doubts(rows, Locations(ZIPS, {}))
    text = "\n".join(report.lines())
    assert "WARNING: ZIP codes far from their city" in text
    assert "line 7: ZIP 02138 is 108 miles from Lee, MA" in text


@pytest.mark.django_db
@pytest.mark.parametrize("street, precision", [("1 Elm Street", "source"), ("", "zip")])
def test_a_point_without_a_street_is_no_door(street, precision):
    row = record("Cedar", "", street, city="Lee", state="MA", zip="01238")
    row = replace(row, latitude=42.31, longitude=-73.25, address_withheld=False)
    location = Locations(ZIPS, {}).of(row)
    assert location.precision == precision
