"""The files of HSDS: complete tables that fit together, and a way back without loss."""

import csv
import gzip
import io
import json
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.results import read_results
from facilities.importing.sync import import_source
from facilities.listings.readers import FileError, read
from facilities.listings.records import RowError
from facilities.models import Edition, Facility, Listing
from facilities.taxonomy import taxonomy
from hsds.mapping.groups import groups_of
from hsds.mapping.records import records_of
from hsds.mapping.source import Number
from hsds.package.tables import TABLES, TYPES
from hsds.package.writing import PACKAGE, SERVICES, described_by, export, write
from hsds.taxonomy import terms_of
from search import index
from tests.hsds.rules import REQUIRED, faults
from tests.hsds.test_mapping import source

POSITION = ("latitude", "longitude", "precision")
NUMBERS = {column for column, kind in TYPES.items() if kind == "number"}
EDITION = Edition(title="Directory, 2023", publisher="SAMHSA", url="", year=2023, kind="su")


@pytest.fixture
def exported(directory, tmp_path):
    """Return the folder with the files of the small directory."""
    export(tmp_path, directory)
    return tmp_path


def tables_of(path):
    """Return {table: its rows} of a package."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(table.path).decode(), newline="")))
            for name, table in TABLES.items()
        }


def descriptor_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("datapackage.json"))


def test_tables_are_what_the_descriptor_says(exported):
    described = {each["name"]: each for each in descriptor_of(exported / PACKAGE)["resources"]}
    tables = tables_of(exported / PACKAGE)
    assert described.keys() == tables.keys() == TABLES.keys()
    for name, rows in tables.items():
        schema = described[name]["schema"]
        columns = [field["name"] for field in schema["fields"]]
        assert all(list(row) == columns for row in rows)
        ids = {row["id"] for row in rows}
        assert len(ids) == len(rows)
        for key in schema["foreignKeys"]:
            of = key["reference"]["resource"] or name
            known = {row["id"] for row in tables[of]} | {""}
            assert {row[key["fields"]] for row in rows} <= known
        for column in REQUIRED[name].split():
            assert all(row[column] for row in rows), (name, column)
        for row in rows:
            for column in NUMBERS & row.keys():
                float(row[column] or 0)  # or it raises
    assert {name for name, rows in tables.items() if not rows} <= {"program", "funding"}


def test_attributes_lead_to_a_record_of_the_table_that_they_name(exported):
    tables = tables_of(exported / PACKAGE)
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for row in tables["attribute"]:
        assert row["link_id"] in ids[row["link_entity"]]
    for row in tables["metadata"]:
        assert row["resource_id"] in ids[row["resource_type"]]


def test_lines_are_the_services_and_the_same_bytes_again(exported, directory, tmp_path):
    with gzip.open(exported / SERVICES, "rt", encoding="utf-8") as lines:
        services = [json.loads(line) for line in lines]
    assert len(services) == len(directory.entries)
    for each in services:
        assert list(faults("service", each)) == []
    before = [(exported / name).read_bytes() for name in (PACKAGE, SERVICES)]
    export(tmp_path, directory)
    assert [(exported / name).read_bytes() for name in (PACKAGE, SERVICES)] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([PACKAGE, SERVICES])


def answers(request):
    """Return {id: what the API says of it} of all listed facilities."""
    directory = index.current()
    hits = [(pk, None) for pk in directory.pks]
    return {each["id"]: dict(each) for each in read_results(hits, directory, request)}


def test_an_empty_database_says_the_same_after_reading_it_back(exported, rf):
    request = rf.get("/")
    before = answers(request)
    surveys = only_for_mental_health()
    Facility.objects.update(merged_into=None)
    Listing.objects.all().delete()
    Facility.objects.all().delete()
    Edition.objects.all().delete()
    report = import_source(read(exported / PACKAGE))
    assert report.created == len(before)
    after = answers(request)
    edition = [{"kind": "list", "year": 2023, "publisher": "SAMHSA", "is_demo": False}]
    for each in after.values():
        titled = [dict(listed) for listed in each["listed_in"]]
        assert [{**listed, "title": ""} for listed in titled] == [{**edition[0], "title": ""}]
        each |= {name: before[each["id"]][name] for name in ("listed_in", "updated_at")}
        if before[each["id"]]["precision"] == "unknown":
            each |= {name: before[each["id"]][name] for name in POSITION}  # found meanwhile
    assert after == before
    assert only_for_mental_health() == surveys
    again = import_source(read(exported / PACKAGE))
    assert (again.created, again.changed) == (0, 0)


def only_for_mental_health():
    directory = index.current()
    return {
        entry.public_id
        for ordinal, entry in enumerate(directory.entries)
        if directory.mental_health_only >> ordinal & 1
    }


def test_a_no_of_another_directory_is_no_more_than_that(exported, rf, alder):
    """A listing here that says yes has the last word, as between any two lists."""
    before = answers(rf.get("/"))
    import_source(read(exported / PACKAGE))
    after = answers(rf.get("/"))
    assert after.keys() == before.keys()
    for public_id, each in after.items():
        assert each["services"] == before[public_id]["services"]
        assert each["not_offered"] == before[public_id]["not_offered"]


words = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True)
numbers = st.builds(
    Number,
    st.sampled_from(["main", "intake", "other"]),
    st.integers(0, 99).map(lambda n: f"617-555-01{n:02}"),
    answered_by=st.sampled_from(["", "The front desk"]),
)


@st.composite
def facilities(draw, slugs):
    withheld = draw(st.booleans())
    street = "" if withheld else draw(st.sampled_from(["", "1 Alder Street", "P.O. Box 5"]))
    has_point = bool(street) and draw(st.booleans())
    some = draw(st.lists(st.sampled_from(slugs), unique=True, max_size=12))
    cut = draw(st.integers(0, len(some)))
    return source(
        public_id=draw(st.text("bcdfghjk2345", min_size=8, max_size=8)),
        name=draw(words),
        program=draw(st.just("") | words),
        street=street,
        street2=draw(st.sampled_from(["", "Suite 4"])) if street else "",
        city=draw(words),
        zip=draw(st.sampled_from(["02118", "00501", "99950"])),
        county=draw(st.sampled_from(["", "Suffolk County"])),
        address_withheld=withheld,
        latitude=draw(st.sampled_from([42.33, 42.3401234])) if has_point else None,
        longitude=-71.07 if has_point else None,
        position_from=draw(st.sampled_from(["", "A table, 2025"])) if has_point else "",
        website=draw(st.sampled_from(["", "https://a.example/b?c=d"])),
        highlights=tuple(draw(st.lists(words, max_size=2, unique=True))),
        certification=draw(st.sampled_from(["", "provisional", "full"])),
        certified_since=None,
        numbers=tuple(draw(st.lists(numbers, max_size=3, unique_by=lambda n: n.display))),
        offered=tuple(some[:cut]),
        refused=tuple(some[cut:]),
        codes=("XYZ9",) if draw(st.booleans()) else (),
        surveys=draw(st.frozensets(st.sampled_from(["su", "mh", "otp", "curated"]), min_size=1)),
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_facility_is_its_record_comes_back(db, tmp_path, data):
    known = taxonomy().original
    slugs = [service.slug for service in known.services.values() if not service.declines]
    several = data.draw(
        st.lists(facilities(slugs), min_size=1, max_size=4, unique_by=lambda each: each.public_id)
    )
    terms, groups = terms_of(known), groups_of(known)
    every = [records_of(each, terms, groups) for each in several]
    write(tmp_path, every, terms, described_by("r", [dated(EDITION)]))
    package = read(tmp_path / PACKAGE)
    assert (package.year, package.publisher) == (2023, "SAMHSA")
    back = [package.record(raw) for _line, raw in package.rows]
    assert [seen(each, known) for each in back] == [told(each, known) for each in several]


def dated(edition):
    edition.imported_at = source().updated_at
    return edition


def told(facility, known):
    """Return what a record has to say of a facility."""
    codes = [known.by_slug[slug].code for slug in facility.offered]
    denied = [known.by_slug[slug] for slug in facility.refused]
    first = next(each for each in ("su", "otp", "curated", "mh") if each in facility.surveys)
    return {
        **{name: getattr(facility, name) for name in SAME},
        "phones": [(each.kind, each.display, each.answered_by) for each in facility.numbers],
        "codes": [code for code in (*codes, *facility.codes) if code],
        "denied": [each.code or each.slug for each in denied],
        "questionnaire": first,
    }


SAME = (
    "public_id name program street street2 city state zip county address_withheld latitude "
    "longitude position_from website highlights certification certified_since"
).split()


def seen(record, known):
    return {
        **{name: getattr(record, name) for name in SAME},
        "phones": [(each.kind, each.display, each.answered_by) for each in record.phones],
        "codes": list(record.codes),
        "denied": list(record.denied),
        "questionnaire": record.questionnaire,
    }


def test_since_when_a_program_is_certified_comes_back(db, tmp_path):
    known = taxonomy().original
    terms, groups = terms_of(known), groups_of(known)
    certified = source(certification="full", certified_since=date(2019, 5, 6))
    write(tmp_path, [records_of(certified, terms, groups)], terms, described_by("r", []))
    package = read(tmp_path / PACKAGE, year=2023)
    assert package.record(package.rows[0][1]).certified_since == date(2019, 5, 6)


def changed(path, name, change):
    """Write a package anew with a member changed, or without it for None."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[name] = change(members[name]) if change else None
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in members.items():
            if content is not None:
                archive.writestr(each, content)


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("services.csv", None, "the package lacks services.csv"),
        ("datapackage.json", lambda _text: b"{", "datapackage.json: not JSON"),
        ("datapackage.json", lambda _text: b"[]", "datapackage.json: expected an object"),
        ("phones.csv", lambda _text: b"id\r\n1\r\n", "no column organization_id"),
        ("phones.csv", lambda _text: b"\xff\xfe\r\n", "phones.csv: the text isn't UTF-8"),
        (
            "taxonomy_terms.csv",
            lambda text: text.replace(b"Facts of the directory", b"Whatever"),
            "isn't of a finder like this",
        ),
        ("organizations.csv", lambda text: text[:60], "has no organization"),
        (
            "taxonomy_terms.csv",
            lambda text: text.replace(b"survey-su", b"demonstration"),
            "invented, for a demonstration",
        ),
    ],
)
def test_what_is_wrong_with_a_package_is_told(exported, name, change, problem):
    changed(exported / PACKAGE, name, change)
    with pytest.raises(FileError, match=problem):
        read(exported / PACKAGE)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([table.path for table in TABLES.values()]), st.binary(max_size=60))
def test_no_table_ends_in_a_traceback(exported, name, content):
    path = exported / "other.zip"
    path.write_bytes((exported / PACKAGE).read_bytes())
    changed(path, name, lambda _text: content)
    try:
        package = read(path, year=2023)
    except FileError:
        return
    for _line, raw in package.rows:
        with suppress(RowError):
            package.record(raw)


def test_the_command_writes_states_and_tells(directory, tmp_path, capsys):
    call_command("export_hsds", str(tmp_path), state=["ME"])
    out = capsys.readouterr().out
    assert "hsds.zip" in out
    rows = tables_of(tmp_path / PACKAGE)["address"]
    assert {row["state_province"] for row in rows} == {"ME"}
    with pytest.raises(CommandError, match="no such folder"):
        call_command("export_hsds", str(tmp_path / "nowhere"))
