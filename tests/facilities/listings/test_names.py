"""Lines of names that the directory's column cut, and short forms written to fit it."""

import pytest

from facilities.listings.cleaning import clean_names
from facilities.listings.names import IN_FULL, WIDTH, made_whole
from facilities.listings.readers.columns import record_of_columns
from text.abbreviations.listings import LISTED

# (the line, the row's city and state, what is shown)
LINES = [
    # One way to go on, by the words of all names.
    ("Macoupin County Public Health Departme", "Gillespie", "Illinois", "nt"),
    ("Two Rivers Landing Evaluation and Trea", "Yakima", "Washington", "tment"),
    ("McCall Center Behavioral Health Networ", "Torrington", "Connecticut", "k"),
    # By the city or state of the row, whatever else may go on so.
    ("Crossroads Treatment Centers Lanoka Ha", "Lanoka Harbor", "New Jersey", "rbor"),
    ("Crossroads Treatment Centers Rio Grand", "Rio Grande", "New Jersey", "e"),
    ("New Start Recovery Solutions Sacrament", "Sacramento", "California", "o"),
    ("Palomar Health Medical Center at Escon", "Escondido", "California", "dido"),
    ("BayMark Health Services of West Virgin", "Charleston", "West Virginia", "ia"),
    # Several ways: what is missing isn't guessed.
    ("Office Based Addiction Treatment Progr", "Boston", "Massachusetts", "…"),
    ("Denham Springs Behavioral Health Clini", "Denham Springs", "Louisiana", "…"),
    ("Volunteers of America Northern New Eng", "Bangor", "Maine", "…"),
    # One way, of too few names: it may be a word that no other name has.
    ("Community Counseling Center of Ashtabu", "Conneaut", "Ohio", "…"),
    # Whole, for all that anybody can tell.
    ("Ascension Brighton Center for Recovery", "Brighton", "Michigan", ""),
    ("Catholic Charities Diocese of Metuchen", "Bridgewater", "New Jersey", ""),
    ("Comunidades Latinas Unidas en Servicio", "Minneapolis", "Minnesota", ""),
    ("Alcohol and Drug Dep Services of SE IA", "Iowa City", "Iowa", ""),
    ("Outpatient Center at Long Lane and the", "Thetford", "Vermont", ""),
    ("A Place of Care on the River by Bridge", "Bridgeport", "Connecticut", ""),
    ("Adolescent Substance Use and Addiction", "Boston", "Massachusetts", ""),
]


@pytest.mark.parametrize(("line", "city", "state", "rest"), LINES)
def test_a_line_as_wide_as_its_column_is_completed_or_marked(line, city, state, rest):
    assert len(line) == WIDTH
    assert made_whole(line, (city, state)) == line + rest


@pytest.mark.parametrize("line", ["Health Networ", "Macoupin County Public Health Departme x"])
def test_no_other_line_is_taken_for_cut(line):
    assert len(line) != WIDTH
    assert made_whole(line, ("Boston", "Massachusetts")) == line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Danvers Trt Ctr/Beth Israel", "Danvers Treatment Center/Beth Israel"),
        ("Mental Hlth. Servs", "Mental Health Services"),
        ("Capital Csl and Recov Prog", "Capital Counseling and Recovery Program"),
        # Of several meanings, or initials.
        ("Partial Hosp Comm Care", "Partial Hosp Comm Care"),
        ("CSL House", "CSL House"),
        ("Progs in Progress", "Progs in Progress"),
    ],
)
def test_short_forms_of_one_meaning_are_spelled_out(line, shown):
    assert made_whole(line, ()) == shown


@pytest.mark.parametrize(("short", "full"), IN_FULL.items())
def test_a_name_stored_short_is_compared_as_the_one_in_full(short, full):
    assert LISTED[short.lower()] == full.lower()


def test_a_row_is_read_so_and_the_two_lines_are_joined():
    row = {"name1": "Mental Hlth Ctr of", "name2": "Greater Manchester", "street1": "1 Elm St"}
    row |= {"city": "Manchester", "state": "NH", "zip": "03101", "phone": "603-555-0100"}
    record = record_of_columns(row, [], "su")
    assert (record.name, record.program) == ("Mental Health Center of Greater Manchester", "")
    row |= {"name1": "Boston Medical Center", "name2": "Office Based Addiction Treatment Progr"}
    assert record_of_columns(row, [], "su").program == "Office Based Addiction Treatment Progr…"


def test_what_an_operator_writes_is_shown_as_written():
    assert clean_names("Trt Ctr", "Hlth") == ("Trt Ctr", "Hlth")
