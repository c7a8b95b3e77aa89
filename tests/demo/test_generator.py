"""The demonstration directory: invented, recognisably so, and close to the real one."""

import csv
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from demo import generator
from demo.codes import rules
from demo.names import MARKS
from demo.states import area_codes
from facilities.taxonomy.fixture import read_rows
from places.models import Kind, Place
from places.states import STATES

SERVICES = {row["code"]: row for _line, row in read_rows("services.csv", ["code"])}
FEATURED = [
    (row["slug"], set(row.get("any_of", row.get("code", "")).split()))
    for file in ("services.csv", "defined.csv")
    for _line, row in read_rows(file, ["slug"])
    if row["featured"] == "1"
]


def test_it_is_read_as_an_invented_substance_use_directory(source):
    assert (source.kind, source.year, source.is_demo) == ("su", 2026, True)
    assert source.title == "Demonstration directory, all invented, 2026"
    assert len(source.rows) == 3000


def test_the_file_name_tells_the_year(workbook):
    assert str(generator.YEAR) in workbook.name


def test_same_seed_same_bytes(workbook, tmp_path):
    again = tmp_path / "again.xlsx"
    call_command("generate_demo_directory", out=again, verbosity=0)
    assert again.read_bytes() == workbook.read_bytes()


def test_another_seed_another_directory(tmp_path):
    paths = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    for seed, path in enumerate(paths):
        generator.write_demo(path, facilities=60, seed=seed)
    assert paths[0].read_bytes() != paths[1].read_bytes()


@pytest.mark.parametrize("facilities", [1, 60])
def test_as_many_facilities_as_asked_for(tmp_path, facilities, capsys):
    path = tmp_path / "new folder" / "small.xlsx"
    call_command("generate_demo_directory", out=path, facilities=facilities)
    assert f"{facilities} invented facilities" in capsys.readouterr().out


def test_no_facility_at_all_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("generate_demo_directory", out=tmp_path / "x.xlsx", facilities=0)


def test_a_folder_that_cant_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="file/generator.xlsx was not written"):
        call_command("generate_demo_directory", out=tmp_path / "file" / "generator.xlsx")


def test_every_name_and_street_says_that_it_is_invented(records):
    marked = rf"({'|'.join(MARKS)}) [A-Z][a-z]+ [A-Z].+"
    assert [record.name for record in records if not re.fullmatch(marked, record.name)] == []
    streets = {record.street for record in records if record.street}
    marked = rf"\d+ ({'|'.join(MARKS)}) [A-Z][a-z]+"
    assert [street for street in streets if not re.fullmatch(marked, street)] == []


def test_texts_are_as_short_as_the_official_files(source):
    columns = ("name1", "name2", "street1", "street2")
    assert max(len(raw[column]) for _line, raw in source.rows for column in columns) <= 38


def test_every_number_is_set_aside_for_invented_use(source, records):
    cells = [raw[c] for _line, raw in source.rows for c in ("phone", "intake1", "intake2")]
    cells = [cell for cell in cells if cell]
    assert [c for c in cells if not re.fullmatch(r"\d{3}-555-01\d\d( x\d{1,4})?", c)] == []
    assert all(record.main_phone.e164 for record in records)
    assert sum(len(record.phones) for record in records) == len(cells)
    assert any(record.main_phone.extension for record in records)


@pytest.mark.parametrize(
    ("state", "areas"),
    [
        ("AK", "907"),
        ("AS", "684"),
        ("DC", "202 771"),
        ("GU", "671"),
        ("MP", "670"),
        ("MT", "406"),
        ("PR", "787 939"),
        ("VI", "340"),
        ("VT", "802"),
        ("WY", "307"),
    ],
)
def test_numbers_are_of_the_state(records, state, areas):
    used = {record.main_phone.e164[2:5] for record in records if record.state == state}
    assert used
    assert used <= set(areas.split())


def test_an_area_code_is_of_one_state():
    counts = Counter(area for areas in area_codes().values() for area in areas)
    assert [area for area, count in counts.items() if count > 1] == []


def test_every_state_and_territory_that_shares_our_country_code_is_there(records):
    counts = Counter(record.state for record in records)
    assert set(counts) == set(STATES) - {"FM", "MH", "PW"}
    assert min(counts.values()) >= generator.FEWEST
    assert max(counts, key=counts.get) == "CA"


@pytest.mark.django_db
def test_every_place_is_in_the_gazetteer(records):
    zips = set(Place.objects.filter(kind=Kind.ZIP).values_list("zip", "state"))
    assert {(record.zip, record.state) for record in records} <= zips


def test_some_streets_are_withheld(records):
    assert 30 <= sum(record.address_withheld for record in records) <= 120


def test_some_addresses_have_two_programs(records):
    sites = Counter((record.name, record.street, record.zip) for record in records if record.street)
    assert set(sites.values()) == {1, 2}
    assert 50 <= sum(count == 2 for count in sites.values()) <= 200
    assert len({(o.name, o.program, o.street, o.zip) for o in records}) == len(records)


def test_a_few_report_no_service(code_sets):
    assert 2 <= code_sets.count({"ADLT"}) <= 20


def test_codes_are_the_taxonomys_and_the_files_own(source, code_sets):
    used = set().union(*code_sets)
    assert used <= set(source.labels)
    assert set(source.labels) <= set(SERVICES)
    assert len(source.labels) == 224
    assert {code: label.label for code, label in source.labels.items()} == {
        code: SERVICES[code]["source_label"] for code in source.labels
    }


@pytest.mark.parametrize(("slug", "codes"), FEATURED, ids=[slug for slug, _codes in FEATURED])
def test_every_featured_service_occurs(source, code_sets, slug, codes):
    if codes & set(source.labels):  # A few are asked of mental health facilities alone.
        assert sum(bool(codes & have) for have in code_sets) >= 5


@pytest.mark.parametrize(
    ("code", "least", "most"),
    [
        ("SA", 97, 100),
        ("OP", 77, 88),
        ("OIT", 35, 55),
        ("RES", 20, 29),
        ("DT", 18, 27),
        ("HI", 4, 9),
        ("OTP", 9, 16),
        ("BU", 48, 60),
        ("MD", 68, 81),
        ("SP", 17, 27),
        ("NP", 0.5, 4),
        ("OUDO", 6, 14),
        ("DUO", 0.1, 1.5),
    ],
)
def test_a_code_is_about_as_frequent_as_in_the_national_directory(code_sets, code, least, most):
    share = 100 * sum(code in codes for codes in code_sets) / len(code_sets)
    assert least <= share <= most


@pytest.mark.real_data
def test_every_code_is_about_as_frequent_as_in_the_published_file(code_sets, real_data_folder):
    with (real_data_folder / "codebook-merged.csv").open(encoding="utf-8") as lines:
        rows = {row["service_code"]: row for row in csv.DictReader(lines) if row["n_SU2023"]}
    assert set(rows) == {rule.code for rule in rules()}
    counts = Counter(code for codes in code_sets for code in codes)
    far = {}
    for code, row in rows.items():
        # Only the edition of the year before has the ages right.
        is_age = row["category_code"] == "AGE"
        published = int(row["n_SU2022"]) / 12176 if is_age else int(row["n_SU2023"]) / 12744
        share = counts[code] / len(code_sets)
        if abs(share - published) > 0.05:
            far[code] = (share, published)
    assert far == {}


@pytest.mark.parametrize(
    ("code", "comes_with"),
    [
        ("OIT", "OP"),
        ("ODT", "OP"),
        ("OD", "OP"),
        ("RS", "RES"),
        ("RL", "RES"),
        ("RD", "RES"),
        ("RD", "DT"),
        ("HID", "HI"),
        ("HID", "DT"),
        ("MU", "OTP"),
        ("MU", "METH"),
        ("METH", "MU"),
        ("BUM", "BU"),
        ("VTRL", "NU"),
        ("DUO", "DU"),
        ("BC", "RES"),
        ("F92", "FX"),
    ],
)
def test_a_code_never_comes_without_another(code_sets, code, comes_with):
    assert [codes for codes in code_sets if code in codes and comes_with not in codes] == []


@pytest.mark.parametrize(
    "contradiction",
    [
        ("NOOP", "OTP MU BU NU OUDO MOA NMOA"),
        ("NMOA", "MU BU NU OUDO MOA"),
        ("NAUT", "PMAT ACMA NMAUT AUDO"),
        ("NP", "MD MC PI SF MI SI"),
        ("PVTP", "PVTN FED STG LCCG"),
        ("SMON", "SMPD SMOP"),
        ("VAMC", "CHLD"),
    ],
    ids=lambda pair: pair[0],
)
def test_a_facility_doesnt_contradict_itself(code_sets, contradiction):
    code, opposites = contradiction
    assert [codes for codes in code_sets if code in codes and codes & set(opposites.split())] == []


def test_rules_build_on_rules_before_them():
    seen = set()
    for rule in rules():
        assert rule.needs | rule.unless | rule.given <= seen
        assert min(rule.percent, rule.otherwise) >= 0
        assert max(rule.percent, rule.otherwise) <= 100
        assert rule.states <= set(STATES)
        seen.add(rule.code)


def test_spanish_is_spoken_everywhere_in_puerto_rico(records):
    assert all("SP" in r.codes for r in records if r.state == "PR" and len(r.codes) > 1)
