"""Every format holds the directory: read back, it is what the database says, field by field."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from api.results import chunks, read_results
from api.serializers import FacilitySerializer
from api.texts import COLUMNS, FORMULA_STARTS, row
from facilities.models import Facility, FacilityService, Phone
from facilities.taxonomy import taxonomy
from opendata.about import About
from opendata.formats import FORMS
from opendata.tables import Rows
from opendata.wide import WIDE, wide_cells
from search import index
from tests.facilities.cast import ALL
from tests.opendata.reading import (
    READERS,
    as_record,
    plain,
    rows_of_csv,
    rows_of_parquet,
    rows_of_workbook,
)

ABOUT = About("0" * 24, datetime(2026, 11, 30, tzinfo=UTC), "Site", "", 0, 0, ())
# --- Invented facilities, as hostile as a database can hold them ------------------------------
WORDS = ["detox", "iop", "007", "NA", "null"]
anything = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
)
hostile = st.builds(str.__add__, st.sampled_from(["", "'", *FORMULA_STARTS]), anything)


def invented(number, texts, chance):
    """Return what the API might say of a facility: texts drawn, the rest by a chance of its own."""

    def text(*more):
        return chance.choice([*texts, *more])

    def some(values):
        return chance.sample(values, chance.randint(0, len(values)))

    def uri():
        return chance.choice([None, "tel:+16175550100"])

    def day():
        return f"20{chance.randint(10, 26)}-0{chance.randint(1, 9)}-11"

    offered = some(WORDS)
    names = ("program", "street", "county", "website", "position_from")
    latitude = chance.choice([None, 42.25, -14.3, 0.1 + 0.2])
    certification = {"status": "full", "since": chance.choice([None, day()])}
    number_of = {"display": text(), "uri": uri(), "extension": "", "answered_by": ""}
    return {
        "id": f"id{number}",
        "url": "/facility/x/y/",
        **{name: text("") for name in names},
        **{name: text() for name in ("name", "city", "state")},
        "zip": chance.choice(["", "00501", "02118"]),
        "address_withheld": chance.choice([True, False]),
        "status": "open",
        "certification": chance.choice([None, certification]),
        "phone": chance.choice([None, number_of]),
        "intake_phones": [],
        "phones": [
            {
                **{"display": text(), "uri": uri(), "extension": text(""), "kind": "main"},
                **{"answered_by": text(""), "shared_by": chance.randint(1, 9)},
            }
            for _ in range(chance.randint(0, 3))
        ],
        "latitude": latitude,
        "longitude": latitude and -71.1,
        "precision": "zip",
        "distance_miles": None,
        "services": offered,
        "not_offered": some([word for word in WORDS if word not in offered]),
        "codes": some(WORDS),
        "highlights": some(["One; two.", "Three"]),
        "listed_in": [
            {
                **{"kind": "su", "year": chance.randint(2022, 2023), "title": text()},
                **{"publisher": text(), "is_demo": chance.choice([True, False])},
            }
            for _ in range(chance.randint(0, 2))
        ],
        "updated_at": f"{day()}T04:00:00Z",
        "corrected": [
            {
                **{"what": "phone", "service": chance.choice([None, *WORDS])},
                **{"removed": chance.choice([True, False]), "confirmed_on": day()},
                "confirmed_by": "call",
            }
            for _ in range(chance.randint(0, 2))
        ],
    }


@pytest.fixture(scope="module")
def services(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return taxonomy().original


def write(folder, parts, services):
    """Write every format of facilities in several parts, as a whole directory is written."""
    rows = Rows(services)
    sinks = [form.open(folder / form.name, ABOUT) for form in FORMS if form.open]
    for part in parts:
        tables = rows.of(part)
        for sink in sinks:
            sink.add(part, tables)
    last = rows.at_the_end()
    for sink in sinks:
        sink.close(last)
        sink.drop()


def by_id(records):
    assert len({record["id"] for record in records}) == len(records)
    return {record["id"]: record for record in records}


def check(folder, expected):
    """Check that every format holds these records of the API, and nothing else."""
    for name, read in READERS.items():
        records = by_id(read(folder))
        same = plain if name.endswith("json") else as_record
        assert records == {result["id"]: same(result) for result in expected}, name
    check_csv(folder, expected)
    check_workbook(folder, expected)
    answers = {(r["facility_id"], r["service"], r["answer"]) for r in services_of(folder)}
    assert answers == {
        (result["id"], slug, answer)
        for result in expected
        for answer, name in (("offered", "services"), ("not_offered", "not_offered"))
        for slug in result[name]
    }


def services_of(folder):
    return rows_of_parquet(folder / "services.parquet")


def check_csv(folder, expected):
    """Check the wide table, cell by cell against the API's own CSV, which other tests hold."""
    text = (folder / "facilities.csv").read_bytes().decode()
    rows = {cells["id"]: cells for cells in rows_of_csv(text)}
    assert rows.keys() == {result["id"] for result in expected}
    for result in expected:
        cells = dict(zip(COLUMNS, row(result), strict=True))
        for name in COLUMNS:
            if name != "distance_miles":
                assert rows[result["id"]][name] == as_written(cells[name])
        certification = result["certification"] or {"status": "", "since": ""}
        assert rows[result["id"]]["certification"] == certification["status"]
        assert rows[result["id"]]["certified_since"] == (certification["since"] or "")


def check_workbook(folder, expected):
    """Check the workbook: the same cells, text as it is and numbers to 16 digits."""
    header, *rows = rows_of_workbook(folder / "facilities.xlsx")
    assert header == [*WIDE.names]
    assert rows == [
        ["" if cell is None else rounded(cell) for cell in wide_cells(result)]
        for result in expected
    ]


def rounded(cell):
    return float(f"{cell:.16G}") if isinstance(cell, float) else cell


def as_written(cell):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell])
    return next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0]


@pytest.mark.django_db  # its database is there even if no other test asks for it
@settings(max_examples=15)
@given(
    st.lists(hostile, min_size=1, max_size=5),
    st.lists(st.integers(0, 4), max_size=3),
    st.randoms(use_true_random=True),
)
def test_every_format_reads_back_to_what_was_written(services, texts, sizes, chance):
    ids = count(1)
    parts = [[invented(next(ids), texts, chance) for _ in range(size)] for size in sizes]
    with TemporaryDirectory() as name:
        write(Path(name), parts, services)
        check(Path(name), [result for part in parts for result in part])


def test_every_format_is_the_directory(made):
    directory = index.current()
    hits = [(pk, None) for pk in directory.pks]
    request = RequestFactory().get("/")
    expected = [r for chunk in chunks(hits) for r in read_results(chunk, directory, request)]
    assert len(expected) > len(ALL.split())  # and those that searches leave out
    check(made, expected)


def test_the_files_say_what_the_database_says(made):
    """Without the API between: names, addresses, numbers and services as they are stored."""
    records = by_id(READERS["facilities.sqlite"](made))
    stored = Facility.objects.listed()
    assert records.keys() == {facility.public_id for facility in stored}
    for facility in stored:
        record = records[facility.public_id]
        for name in ("name", "program", "city", "state", "zip", "county", "website"):
            assert record[name] == getattr(facility, name)
        assert len(record["phones"]) == Phone.objects.filter(facility=facility).count()
        offered = FacilityService.objects.filter(facility=facility)
        assert set(record["services"]) >= set(offered.values_list("service__slug", flat=True))


def test_a_withheld_address_is_in_no_file(made):
    withheld = Facility.objects.listed().get(name="Cedar Shelter")
    assert withheld.address_withheld
    for read in READERS.values():
        record = by_id(read(made))[withheld.public_id]
        assert record["address_withheld"] is True
        assert (record["street"], record["latitude"], record["longitude"]) == ("", None, None)


def test_every_field_that_the_api_has_is_in_the_tables(made):
    said = FacilitySerializer().fields.keys() - {"distance_miles", "intake_phones"}
    lists = {"phones", "services", "not_offered", "listed_in", "corrected"}
    package = json.loads((made / "datapackage.json").read_text())
    assert said - lists - {"phone"} <= {field.name for field in WIDE.fields} | {"codes"}
    [table] = [each for each in package["resources"] if each["name"] == "facilities"]
    assert [each["name"] for each in table["schema"]["fields"]] == [*WIDE.names]
