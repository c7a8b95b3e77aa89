"""Published tables give facilities the points of their doors, or say why not."""

import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from demo.workbook import write_workbook
from facilities.models import Correction, Facility, GeocodedAddress
from places.geo import Point, miles_between
from tests.facilities.listings.dirty_workbooks import HIDDEN
from tests.facilities.workbooks import rewritten, row
from tests.geocoding.conftest import CHEYENNE, DENVER, PINE_STREET, position

HEADER = "name1,street1,city,state,zip,latitude,longitude"
LINE = "Pine Clinic,12 Pine Street,Fort Collins,CO,80524,40.5901,-105.0771"


@pytest.fixture
def import_table(tmp_path, capsys):
    """Return a function: write a table, import it, and return the lines of the report."""

    def do(*lines, name="published-2024.csv", encoding="utf-8", arguments=()):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding=encoding)
        call_command("import_positions", path, *arguments)
        return capsys.readouterr().out.splitlines()

    return do


@pytest.mark.parametrize(
    "header, line",
    [
        pytest.param(HEADER, LINE, id="an export"),
        pytest.param(
            HEADER.upper().replace("LATITUDE,LONGITUDE", "Lat,Lng"), LINE, id="in other letters"
        ),
        pytest.param(
            "Street Address;ZIP Code;Y;X", "12 PINE ST.;80524;40.5901;-105.0771", id="semicolons"
        ),
        pytest.param(
            "lon\tlat\taddress\ttown",
            "-105.0771\t40.5901\t12 Pine St Ste 4\tfort collins",
            id="tabs, a suite, no ZIP code",
        ),
        pytest.param(
            "address,latitude,longitude",
            '"12 Pine St, Fort Collins, CO 80524-1234",40.5901,-105.0771',
            id="an address in one cell",
        ),
        pytest.param(
            '"1","12 Pine St, Fort Collins, CO, 80524","No_Match"',
            '"2","12 Pine St, Fort Collins, CO, 80524","Match","Exact",'
            '"12 PINE ST, FORT COLLINS, CO, 80524","-105.0771,40.5901","1234","L"',
            id="the Census Bureau's answer",
        ),
        pytest.param("List of places\n\n" + HEADER, LINE, id="a title above it"),
    ],
)
def test_a_table_of_any_usual_form_places_the_door(facility, import_table, header, line):
    import_table(header, line)
    assert position(facility) == (PINE_STREET, "street")


def test_a_workbook(facility, tmp_path):
    path = tmp_path / "published-2024.xlsx"
    rows = [["A title"], HEADER.split(","), LINE.split(",")]
    write_workbook(path, {"Places": rows, "Notes": [["none"]]})
    call_command("import_positions", path)
    assert position(facility) == (PINE_STREET, "street")


def test_a_workbook_whose_sheets_are_all_hidden_is_refused_in_a_sentence(facility, tmp_path):
    path = tmp_path / "published-2024.xlsx"
    write_workbook(path, {"Places": [HEADER.split(","), LINE.split(",")]})
    rewritten(path, lambda _name, part: part.replace(b' sheetId="1"', HIDDEN))
    with pytest.raises(CommandError, match="no sheet that can be seen"):
        call_command("import_positions", path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_in_another_encoding(facility, import_table, encoding):
    import_table(HEADER, LINE, encoding=encoding)
    assert position(facility) == (PINE_STREET, "street")


def test_what_was_done_is_counted(make_facility, import_table):
    make_facility(name="Pine Clinic")
    make_facility(name="Another at its door", street="12 Pine St.")
    make_facility(name="Elsewhere", street="1 Elm St")
    report = import_table(HEADER, LINE, ",9 Oak St,Fort Collins,CO,80524,40.6,-105.1", ",1,,,,,")
    assert report == [
        "published-2024.csv: 2 rows with a point, 1 without",
        "  2 facilities matched by address: 2 placed, 0 as before, 0 keep a better point",
        "  moved by 0.5 miles in the middle, 0.5 at most",
        "  1 rows at no address of the directory",
        "  0 rows refused",
    ]
    again = import_table(HEADER, LINE)
    assert "2 facilities matched by address: 0 placed, 2 as before, 0 keep" in again[1]


def point(latitude, longitude):
    return f"Pine Clinic,12 Pine St,Fort Collins,CO,80524,{latitude},{longitude}"


@pytest.mark.parametrize(
    "line, why",
    [
        (point(*DENVER), "miles from the center of ZIP 80524"),
        (point(*CHEYENNE), "not in CO"),
        (LINE.replace("CO", "WY"), "the table says WY, the directory CO"),
        (point("n/a", -105), "latitude: expected degrees like 42.35871, got 'n/a'"),
        (point(40.5, "west"), "longitude: expected degrees like 42.35871, got 'west'"),
        (point(0, 0), "latitude: 0, 0 lies in the sea; leave both empty where nobody knows"),
        (point(-105.0771, 40.5901), "latitude: it and the longitude seem to be swapped"),
        (point(405901, -1050771), "latitude: 405901, -1050771 is no point on Earth"),
        (LINE.replace("80524", "805"), ""),
        (LINE.replace("80524", "eight"), "zip: expected five digits, got 'eight'"),
        (LINE.replace("CO", "Colorful"), "state: expected two letters like MA, got 'Colorful'"),
        (",,Fort Collins,CO,80524,40.59,-105.07", "street: is empty"),
        (",12 Pine St,,CO,,40.59,-105.07", "city: it and the ZIP code are empty"),
        (LINE.replace("12 Pine", "12 Pine " * 80), "street: has 646 characters, at most 500"),
        (LINE.replace("40.5901", "4" * 501), "latitude: has 501 characters, at most 500 are read"),
        (LINE.replace("40.5901", "nan"), "latitude: nan, -105.0771 is no point on Earth"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(facility, import_table, line, why):
    before = position(facility)
    good = [f"Other,{number} Oak St,Fort Collins,CO,80524,40.6,-105.1" for number in range(3)]
    report = import_table(HEADER, *good, line)
    if not why:  # a ZIP code short of its zeros: the city says where
        assert position(facility) == (PINE_STREET, "street")
        return
    assert position(facility) == before
    assert any(text.startswith("    line 5: ") and why in text for text in report), report
    assert "  1 rows refused" in report


def test_blanks_cost_no_time(facility, import_table):
    started = time.perf_counter()
    import_table(
        "address,latitude,longitude",
        f'"1 Elm St,{" " * 50_000}x",40.59,-105.07',
        f'"12  Pine St,{" " * 50_000}Fort Collins,{" " * 50_000}CO",40.5901,-105.0771',
    )
    assert time.perf_counter() - started < 5
    assert position(facility) == (PINE_STREET, "street")


def test_short_rows_of_the_census_bureaus_answer(facility, import_table):
    census = '"2","12 Pine St, Fort Collins, CO, 80524","Match","Exact","","-105.0771,40.5901"'
    report = import_table(census, '"3"', '"4","x"', '"5","x","Match","Exact","","-105.08"')
    assert position(facility) == (PINE_STREET, "street")
    assert report[0] == "published-2024.csv: 2 rows with a point, 2 without"
    assert "line 4: latitude: expected degrees like 42.35871, got ''" in report[-1]


def test_two_points_for_one_address_are_none(facility, import_table):
    report = import_table(HEADER, LINE, point(40.62, -105.08))
    assert position(facility)[1] == "zip"
    assert "line 3: 12 Pine St, Fort Collins, CO 80524: line 2 has this address" in "".join(report)
    near = import_table(HEADER, LINE, point(40.5902, -105.0771), name="near.csv")
    assert position(facility) == (PINE_STREET, "street")
    assert "  0 rows refused" in near


@pytest.mark.parametrize(
    "wrong, why",
    [
        pytest.param("P,12 Pine St,Fort Collins,WY,,41.14,-104.82", "", id="its namesake"),
        pytest.param("P,12 Pine St,Fort Collins,WY,82001,41.14,-104.82", "", id="that by ZIP code"),
        pytest.param("P,12 Pine St,Fort Collins,CO,80526,40.55,-105.13", "", id="in another ZIP"),
        pytest.param("P,12 Pine St,Fort Collins,CO,,40.55,-105.13", "", id="without a ZIP code"),
        pytest.param(point(*DENVER), "miles from the center", id="too far away"),
        pytest.param(LINE.replace("CO", "WY"), "the table says WY", id="another state"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_wrong_row_takes_no_right_rows_point(facility, import_table, wrong, why, is_first):
    report = import_table(HEADER, *([wrong, LINE] if is_first else [LINE, wrong]))
    assert position(facility) == (PINE_STREET, "street")
    assert f"  {1 if why else 0} rows refused" in report
    assert why in report[-1]


def test_three_rows_that_contradict_each_other_are_none(facility, import_table):
    import_table(HEADER, LINE, point(40.62, -105.08), LINE)
    assert position(facility)[1] == "zip"


@pytest.mark.parametrize("state, is_placed", [("CO", True), ("WY", True), ("", False)])
def test_a_city_is_that_of_its_state(make_facility, import_table, state, is_placed):
    places = {
        "CO": make_facility(),
        "WY": make_facility(state="WY", zip="82001", latitude=CHEYENNE[0], longitude=CHEYENNE[1]),
    }
    at = CHEYENNE if state == "WY" else PINE_STREET
    import_table(HEADER, f"P,12 Pine St,Fort Collins,{state},,{at[0]},{at[1]}")
    at_street = {name for name, place in places.items() if position(place)[1] == "street"}
    assert at_street == ({state} if is_placed else set())


@pytest.mark.parametrize(
    "lines, message",
    [
        (["name,city", "a,b"], "line 1: no column for the street or latitude or longitude"),
        (["street,zip,lat", "12 Pine St,80524,40"], "no column for the longitude. Name them as"),
        (["street,lat,lat,lon", "1,2,3,4"], "line 1: two columns are named 'lat'; keep one"),
        ([HEADER, point("here", "there")], "line 2: latitude: expected degrees"),
        ([HEADER, '"12 Pine'], "line 2: a quotation mark is opened and never closed"),
        ([""], "the file is empty"),
    ],
)
def test_a_file_that_is_no_such_table_changes_nothing(facility, import_table, lines, message):
    before = position(facility)
    with pytest.raises(CommandError, match="Nothing was changed") as raised:
        import_table(*lines)
    assert "published-2024.csv: " in str(raised.value)
    assert message in str(raised.value)
    assert position(facility) == before
    assert not GeocodedAddress.objects.exists()


def test_all_files_or_none(facility, import_table, tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("no table")
    with pytest.raises(CommandError, match=r"wrong\.csv"):
        import_table(HEADER, LINE, arguments=[wrong])
    assert position(facility)[1] == "zip"
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("import_positions", tmp_path / "none.csv")


@pytest.mark.parametrize("method", ["open", "is_file", "read_bytes"])
def test_a_file_that_cannot_be_read_is_named(facility, tmp_path, monkeypatch, method):
    def refuse(path, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    path = tmp_path / "published-2024.csv"
    path.write_text(f"{HEADER}\n{LINE}")
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, refuse)
        with pytest.raises(CommandError) as raised:
            call_command("import_positions", path)
    assert "published-2024.csv: it can't be read (Permission denied); see whether" in str(
        raised.value
    )


def test_a_dry_run_keeps_nothing(facility, import_table):
    report = import_table(HEADER, LINE, arguments=["--dry-run"])
    assert "1 placed" in report[1]
    assert report[-1] == "Nothing was kept: this was a dry run."
    assert position(facility)[1] == "zip"
    assert not GeocodedAddress.objects.exists()


def test_a_listings_own_point_stays(make_facility, import_table):
    facility = make_facility(precision="source")
    before = position(facility)
    assert "1 keep a better point" in import_table(HEADER, LINE)[1]
    assert position(facility) == before


def test_a_point_that_staff_gave_stays(make_facility, import_table):
    facility = make_facility(precision="street")
    Correction.objects.create(
        facility=facility, what="address", street="12 Pine St", city="Fort Collins",
        state_code="CO", zip="80524", latitude=40.58, longitude=-105.08,
        confirmed_on="2026-11-01", confirmed_by="call",
    )  # fmt: skip
    before = position(facility)
    assert "1 keep a better point" in import_table(HEADER, LINE)[1]
    assert position(facility) == before


def test_a_published_table_outweighs_a_geocoder_and_not_the_other_way(facility, import_table):
    census = '"2","12 Pine St, Fort Collins, CO, 80524","Match","Exact","","-105.08,40.58","1","L"'
    import_table(census, name="census.csv")
    assert position(facility) == ((40.58, -105.08), "street")
    assert facility.position_from.startswith("census, 20")
    import_table(HEADER, LINE)
    assert position(facility) == (PINE_STREET, "street")
    assert facility.position_from.startswith("published-2024.csv, 20")
    assert "1 keep a better point" in import_table(census, name="census.csv")[1]
    assert position(facility) == (PINE_STREET, "street")


def test_a_withheld_address_is_nobodys_door(make_facility, import_table):
    facility = make_facility(street="", address_withheld=True)
    report = import_table(HEADER, LINE)
    assert position(facility)[1] == "zip"
    assert "  1 rows at no address of the directory" in report


def test_the_next_edition_keeps_it_however_it_spells_the_street(imported, import_table):
    imported([row("Oak House", street1="1 Main Street")])
    facility = Facility.objects.get()
    at = Point(facility.latitude + 0.01, facility.longitude)
    import_table(
        HEADER, f",1 Main St,{facility.city},{facility.state},,{at.latitude},{at.longitude}"
    )
    assert position(facility)[1] == "street"
    imported([row("Oak House", street1="1 Main St."), row("New House", phone="781-555-0188")], 2024)
    there, precision = position(facility)
    assert (precision, facility.street) == ("street", "1 Main St.")
    assert miles_between(Point(*there), at) < 0.01
    assert facility.position_from.startswith("published-2024.csv, 20")
