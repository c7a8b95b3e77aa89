"""The Opioid Treatment Program directory: whatever it writes is read as it means it, or refused."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.cleaning import clean_text
from facilities.listings.readers import FileError, read
from facilities.listings.readers.otp_directory import record, split_unit
from facilities.listings.records import RowError
from places.states import STATES
from tests.facilities.listings.otp_lists import COLUMNS, otp_list, program

SINCE = "First Full Certification Date/CMS Use"


def only(tmp_path, **cells):
    """Return the Record of a list's only row."""
    source = read(otp_list(tmp_path / "otp-2026.csv", [program(**cells)]))
    return source.record(source.rows[0][1])


def test_a_row_is_a_certified_program(tmp_path):
    source = read(otp_list(tmp_path / "otp-2026.csv", [program()]))
    assert (source.kind, source.year, source.asked) == ("otp", 2026, {"OTP"})
    assert source.title == "Opioid Treatment Program directory, 2026"
    assert source.covers == {"otp": {"MA"}}
    listed = source.record(source.rows[0][1])
    assert (listed.name, listed.street, listed.city, listed.state, listed.zip) == (
        "Shelby Methadone Services, Inc.", "1 Main Street", "Canton", "MA", "02021",
    )  # fmt: skip
    assert [(phone.kind, phone.e164) for phone in listed.phones] == [("main", "+17815550100")]
    assert (listed.questionnaire, listed.codes) == ("otp", ("OTP",))
    assert (listed.certification, listed.certified_since) == ("full", date(2003, 3, 4))


@pytest.mark.parametrize(
    "text, certification",
    [
        ("Certified", "full"),
        (" certified ", "full"),
        ("Fully Certified", "full"),
        ("Provisional", "provisional"),
        ("PROVISIONAL", "provisional"),
        ("Provisionally Certified", "provisional"),
    ],
)
def test_words_of_certification(tmp_path, text, certification):
    assert only(tmp_path, Certification=text).certification == certification


@pytest.mark.parametrize("text", ["", "Revoked", "Not certified", "Certified?", "Pending"])
def test_a_row_with_another_word_of_certification_is_rejected(tmp_path, text):
    with pytest.raises(RowError, match='expected "Certified" or "Provisional"'):
        only(tmp_path, Certification=text)


@pytest.mark.parametrize(
    "text, day",
    [
        ("03/04/2003", date(2003, 3, 4)),
        ("3/4/2003", date(2003, 3, 4)),
        ("3/4/03", date(2003, 3, 4)),
        ("03-04-2003", date(2003, 3, 4)),
        ("2003-03-04", date(2003, 3, 4)),
        ("2003-03-04 00:00:00", date(2003, 3, 4)),
        ("2003-03-04T00:00:00Z", date(2003, 3, 4)),
        ("March 4, 2003", date(2003, 3, 4)),
        ("Mar 4, 2003", date(2003, 3, 4)),
        ("4-Mar-2003", date(2003, 3, 4)),
        ("37684", date(2003, 3, 4)),
        ("37684.0", date(2003, 3, 4)),
        ("", None),
        ("  ", None),
        ("N/A", None),
    ],
)
def test_dates_of_many_forms(tmp_path, text, day):
    assert only(tmp_path, **{SINCE: text}).certified_since == day


@pytest.mark.parametrize("text", ["13/25/2003", "25/12/2003", "soon", "2003", "2/30/2003",
                                  "01/01/2199", "99999", "12/31/1899"])  # fmt: skip
def test_a_row_with_a_date_that_cannot_be_is_rejected(tmp_path, text):
    with pytest.raises(
        RowError, match="first full certification date: expected a date of the past"
    ):
        only(tmp_path, **{SINCE: text})


@given(st.dates(date(1999, 1, 1), date(2026, 1, 1)), st.sampled_from(["%m/%d/%Y", "%Y-%m-%d"]))
def test_a_date_is_read_as_it_was_written(day, form):
    raw = {column.lower(): cell for column, cell in program(**{SINCE: day.strftime(form)}).items()}
    assert record(raw).certified_since == day


def test_a_provisional_certification_holds_since_no_day(tmp_path):
    listed = only(tmp_path, Certification="Provisional", **{SINCE: "03/04/2003"})
    assert (listed.certification, listed.certified_since) == ("provisional", None)


@pytest.mark.parametrize("text", ["MA", "ma", "Massachusetts", " MASSACHUSETTS "])
def test_a_state_is_two_letters_or_its_name(tmp_path, text):
    assert only(tmp_path, State=text).state == "MA"


@pytest.mark.parametrize(
    "cells, field",
    [
        ({"State": "Massachusets"}, "state"),
        ({"Zip Code": ""}, "zip"),
        ({"Program Name": ""}, "name"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected(tmp_path, cells, field):
    with pytest.raises(RowError) as error:
        only(tmp_path, **cells)
    assert error.value.field == field


def test_a_zip_may_have_nine_digits(tmp_path):
    assert only(tmp_path, **{"Zip Code": "02021-1234"}).zip == "02021"


UNITS = [
    ("1 Main Street", "1 Main Street", ""),
    ("1 Main St., Suite 5", "1 Main St.", "Suite 5"),
    ("1 Main St Ste. B", "1 Main St", "Ste. B"),
    ("1 Main St #4", "1 Main St", "#4"),
    ("1 Main St, Unit # 4-C", "1 Main St", "Unit # 4-C"),
    ("1 Main St Bldg. 2, Suite 100", "1 Main St", "Bldg. 2, Suite 100"),
    ("1 Main St, 3rd Floor", "1 Main St", "3rd Floor"),
    ("1 Unit Drive", "1 Unit Drive", ""),
    ("12 Floor Road", "12 Floor Road", ""),
    ("1 Suite Street", "1 Suite Street", ""),
    ("#4 Main St", "#4 Main St", ""),
    ("Suite 5", "Suite 5", ""),
    ("--", "--", ""),
    ("", "", ""),
]


@pytest.mark.parametrize("text, street, unit", UNITS)
def test_a_unit_is_split_from_the_street(text, street, unit):
    assert split_unit(text) == (street, unit)


@given(st.text(max_size=40))
def test_no_letter_of_a_street_is_lost(text):
    street, unit = split_unit(text)
    assert re.sub(r"[\s,]", "", street + unit) == re.sub(r"[\s,]", "", clean_text(text))


def lists(states):
    return [program(f"Program {n}", State=state) for state in states for n in range(3)]


@pytest.mark.parametrize(
    "states, covers",
    [
        (["MA"], {"MA"}),
        (["Massachusetts", "MA"], {"MA"}),
        (["MA", "NH"], {"MA", "NH"}),
        (list(STATES)[:46], {"US"}),
        (["nowhere"], None),
    ],
)
def test_what_a_list_covers_is_proposed_by_its_states(tmp_path, states, covers):
    source = read(otp_list(tmp_path / "otp-2026.csv", lists(states)))
    assert source.covers == ({"otp": covers} if covers else {})


@pytest.mark.parametrize(
    "name, year",
    [
        ("opioid-treatment-directory-1779729812.csv", 2026),
        ("opioid-treatment-directory-1767225599.csv", 2025),
        ("otp-2024.csv", 2024),
    ],
)
def test_the_year_is_that_of_the_name_or_of_its_second(tmp_path, name, year):
    assert read(otp_list(tmp_path / name, [program()])).year == year


@pytest.mark.parametrize("other", ["Zip", "ZIP", "zip code "])
def test_columns_by_their_other_names(tmp_path, other):
    columns = [
        {"Zip Code": other, SINCE: "First Full Certification Date"}.get(c, c) for c in COLUMNS
    ]
    row = {new: program()[old] for new, old in zip(columns, COLUMNS, strict=True)}
    source = read(otp_list(tmp_path / "otp-2026.csv", [row], columns))
    listed = source.record(source.rows[0][1])
    assert (listed.zip, listed.certified_since) == ("02021", date(2003, 3, 4))


@pytest.mark.parametrize("missing", ["Street", "Phone", "Zip Code", SINCE])
def test_a_file_without_a_column_is_refused(tmp_path, missing):
    columns = [column for column in COLUMNS if column != missing]
    with pytest.raises(FileError, match=f"lacks the column.*{missing.split('/')[0].lower()}"):
        read(otp_list(tmp_path / "otp-2026.csv", [program()], columns))


def test_a_row_with_a_cell_too_many_is_rejected(tmp_path):
    path = otp_list(tmp_path / "otp-2026.csv", [program()])
    path.write_text(path.read_text().rstrip() + ",more\n")
    source = read(path)
    with pytest.raises(RowError, match="as many cells"):
        source.record(source.rows[0][1])
