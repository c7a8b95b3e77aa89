import pytest

from places.gazetteer import sources
from places.gazetteer.csv_files import Malformed
from places.geo import Point

HEADER = "state,name,latitude,longitude,population,county\n"


@pytest.fixture(scope="module")
def zips():
    return {row.zip: row for row in sources.zips()}


def write(tmp_path, text):
    path = tmp_path / "cities.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_zips_are_those_of_states_and_territories(zips):
    assert len(zips) > 41_900
    assert zips["02021"].city == "Canton"
    assert zips["02021"].county == "Norfolk County"
    assert zips["02021"].point == Point(42.1645, -71.1355)
    assert {row.kind for row in zips.values()} == {"standard", "po_box", "unique"}


@pytest.mark.parametrize("military", ["09012", "34002", "96201", "09905"])
def test_military_zips_are_left_out(zips, military):
    assert military not in zips


def test_a_zip_at_zero_zero_gets_the_other_package_s_centre(zips):
    assert zips["24205"].point == Point(36.595, -82.1819)
    assert zips["96941"].point is None
    assert all(row.point != Point(0, 0) for row in zips.values())


def test_a_county_of_another_state_is_left_out(zips):
    assert not any(row.county == "Monongalia County" and row.state == "PA" for row in zips.values())


def test_cities_are_read(tmp_path):
    path = write(tmp_path, HEADER + "PR,Mayagüez,18.2,-67.1,73077,72097\n")
    assert list(sources.cities(path)) == [
        ("PR", "Mayagüez", 18.2, -67.1, 73077, "Mayagüez Municipio")
    ]


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "cities.csv, line 1, header: must read state,name,"),
        ("name,state\n", "cities.csv, line 1, header: must read state,name,"),
        (HEADER + "XX,A,1,1,1,\n", "line 2, state: 'XX' isn't a state or territory"),
        (HEADER + "MA,,1,1,1,\n", "line 2, name: is empty"),
        (HEADER + "MA,A,north,1,1,\n", "line 2, latitude: 'north' isn't a number"),
        (HEADER + "MA,A,91,1,1,\n", "line 2, latitude: 91 isn't between -90 and 90"),
        (HEADER + "MA,A,nan,1,1,\n", "line 2, latitude: nan isn't between -90 and 90"),
        (HEADER + "MA,A,1,-181,1,\n", "line 2, longitude: -181 isn't between -180 and 180"),
        (HEADER + "MA,A,1,1,1.5,\n", "line 2, population: '1.5' isn't a number"),
        (HEADER + "MA,A,1,1,1,\nMA,B,1,1,1\n", "line 3, row: must have 6 fields"),
        (HEADER + "MA,A,1,1,1,1,\n", "line 2, row: must have 6 fields"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, text, message):
    with pytest.raises(Malformed) as error:
        list(sources.cities(write(tmp_path, text)))
    assert message in str(error.value)


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path):
    with pytest.raises(Malformed, match="nothing.csv"):
        list(sources.cities(tmp_path / "nothing.csv"))
    path = tmp_path / "cities.csv"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Malformed, match=r"cities\.csv"):
        list(sources.cities(path))


def test_the_committed_files_are_sound():
    cities = list(sources.cities())
    assert len(cities) > 20_000
    assert cities == sorted(cities)


def test_the_fingerprint_changes_with_code_and_files(tmp_path, monkeypatch):
    first = sources.fingerprint(1)
    assert sources.fingerprint(1) == first != sources.fingerprint(2)
    monkeypatch.setattr(sources, "CITIES", write(tmp_path, HEADER))
    assert sources.fingerprint(1) != first
    monkeypatch.setattr(sources, "CITIES", tmp_path / "nothing.csv")
    with pytest.raises(Malformed, match="nothing.csv"):
        sources.fingerprint(1)
