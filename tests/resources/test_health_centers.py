"""HRSA's list of health centers: told by its header, only sites that patients can go to."""

import pytest

from facilities.listings.readers.source import FileError
from resources.reading.files import read_file
from resources.reading.health_centers import LOCATION_TYPE, PLACE
from tests.resources.factories import row, site, write_csv, write_hrsa

SETTING = "Health Center Service Delivery Site Location Setting Description"


@pytest.fixture
def read(tmp_path):
    return lambda *sites: read_file(write_hrsa(tmp_path / "sites.csv", sites), "health-center")


def test_a_site_is_read_by_hrsas_own_columns(read):
    file = read(site())
    [(line, resource, _raw)] = file.rows

    assert (file.source_format, line) == ("hrsa", 2)
    assert (resource.name, resource.street) == ("Canton Health Center", "12 Elm Street")
    assert (resource.city, resource.state, resource.zip) == ("Canton", "MA", "02021")
    assert (resource.latitude, resource.longitude) == (42.1584, -71.1448)
    assert (resource.e164, resource.website) == ("+17815550100", "http://www.health.example")
    assert (resource.hours, resource.hours_per_week) == ("", 40)
    assert resource.setting == ""


@pytest.mark.parametrize(
    "cells",
    [
        {"Site Status Description": "Inactive"},
        {"Site Status Description": ""},
        {"Health Center Type Description": "Administrative"},
        {"Health Center Type Description": ""},
        {SETTING: "Correctional Facility"},
        {SETTING: "Domestic Violence"},
    ],
    ids=str,
)
def test_a_site_that_patients_cannot_go_to_is_left_out_and_told(read, cells):
    file = read(site(), site("Other", **cells))
    assert [resource.name for _line, resource, _raw in file.rows] == ["Canton Health Center"]
    [(reason, number)] = file.left_out.items()
    assert number == 1
    assert (next(iter(cells.values())) or "empty") in reason
    assert file.rejected == []


def test_an_office_that_also_sees_patients_is_listed(read):
    kind = "Administrative/Service Delivery Site"
    assert len(read(site(**{"Health Center Type Description": kind})).rows) == 1


@pytest.mark.parametrize(
    "cells, setting",
    [
        ({"Health Center Location Type Description": "Mobile Van"}, "mobile-van"),
        ({"Health Center Location Type Description": "Seasonal"}, "seasonal"),
        ({SETTING: "School"}, "school"),
        ({SETTING: "Nursing Home"}, "nursing-home"),
        ({SETTING: "Hospital"}, ""),
    ],
    ids=str,
)
def test_what_visitors_need_to_know_of_where_it_is(read, cells, setting):
    [(_line, resource, _raw)] = read(site(**cells)).rows
    assert resource.setting == setting


def test_no_hours_are_not_zero_hours(read):
    [(_line, resource, _raw)] = read(site(**{"Operating Hours per Week": "0.00"})).rows
    assert resource.hours_per_week is None


def test_the_columns_that_decide_are_those_of_the_file():
    assert SETTING.lower() == PLACE
    assert LOCATION_TYPE == "health center location type description"


def test_its_file_is_no_list_of_another_kind(tmp_path):
    path = write_hrsa(tmp_path / "sites.csv", [site()])
    with pytest.raises(FileError, match="say --kind health-center"):
        read_file(path, "naloxone")


def test_an_operators_own_list_of_health_centers_is_not_hrsas(tmp_path):
    file = read_file(write_csv(tmp_path / "own.csv", [row()]), "health-center")
    assert file.source_format == "table"
