"""Places that were renamed, moved or given another number, and programs that only look alike."""

import pytest

from facilities.importing.matching.keys import key_of
from facilities.importing.matching.pairs import match
from tests.facilities.importing.test_matching import record

ELSEWHERE = "205-555-0111"
CLINIC = record("Cedar Health")
WOMEN = record("Cedar Health", "Residential for Women")
SAME = [
    # id, old facility, its questionnaire, new record, its questionnaire, the stage that matches
    ("part of the name", record("Cedar"), "su", record("Cedar Health Services"), "mh", "in part"),
    ("part of the name, at the end", CLINIC, "su",
     record("West Oak County Mental Health Center", "DBA Cedar Health"), "mh", "in part"),
    ("part of the name, other extension", record("Cedar", phone="205-555-0100"), "su",
     record("Cedar", "Outpatient Services", phone="205-555-0100 x12"), "mh", "in part"),
    ("one program of an organization with two names", record("Ohio Valley VA", "Elm Town CBOC"),
     "su", record("Louis Elm Medical Center", "Elm Town CBOC"), "mh", "in part"),
    ("renamed, suite left out", record("Cedar Health", street2="Suite 8"), "su", record("Solace"),
     "su", "renamed"),
    ("renamed, other ZIP of the city", CLINIC, "su", record("Solace", zip="35010"), "su",
     "renamed"),
    ("renamed for families", record("First Place"), "su",
     record("Glow Children and Family Alliance"), "su", "renamed"),
    ("other number", record("Cedar Inc", "Elm House"), "su",
     record("Elm House", phone=ELSEWHERE), "su", "other number"),
    ("other number, organization renamed", record("Oak Association", "Elm Trail Clinic"), "mh",
     record("Oak Community", "Elm Trail Clinic", phone=ELSEWHERE), "mh", "other number"),
    ("other number, suites that overlap", record("Cedar Health", street2="Suite 104-105"), "su",
     record("Cedar Health", street2="Suites 104-106", phone=ELSEWHERE), "mh", "street and ZIP"),
    ("other ZIP", CLINIC, "su", record("Cedar Health", zip="35010"), "mh",
     "name, street and phone"),
    ("moved to another town", CLINIC, "su",
     record("Cedar Health", street="9 Oak Avenue", zip="36101", city="Elmore"), "su", "moved"),
    ("moved in town, program named", CLINIC, "su",
     record("Cedar Health", "Elm Clinic", street="9 Oak Avenue", zip="35010"), "su", "moved"),
    ("moved upstairs under a longer name", record("Cedar", street2="2nd Floor"), "su",
     record("Cedar South Bay", street2="3rd Floor"), "su", "moved"),
    ("no longer named for women, with a number of its own", WOMEN, "su", CLINIC, "su", "moved"),
]  # fmt: skip
TWO = [
    ("for women, for the young", record("Cedar Health Systems of Alabama", "Women Services"), "su",
     record("Cedar Health Systems of Alabama", "Youth Services", phone=ELSEWHERE), "mh"),
    ("for men, for women, one number", record("Cedar Health Systems", "Mens House"), "su",
     record("Cedar Health Systems", "Womens House"), "su"),
    ("for everybody, for the young", record("Cedar Health", "Elm CARES"), "su",
     record("Cedar Health", "Cedar Childrens Home"), "su"),
    ("for women, in the other questionnaire", WOMEN, "su", CLINIC, "mh"),
    ("another suite and another number",
     record("Cedar County Health", "Adult Court", street2="Suite 165"), "su",
     record("Cedar County Health", "Adult Care", street2="Suite 175", phone=ELSEWHERE), "mh"),
    ("the same name, another suite and another number", record("Cedar Health", street2="Suite A"),
     "su", record("Cedar Health", street2="Suite B", phone=ELSEWHERE), "mh"),
    ("programs of one kind", record("Chemical Dependency Services", "Outpatient Clinic"),
     "su", record("Mental Health Bureau", "Outpatient Clinic"), "mh"),
    ("part of the name and another number, in the other questionnaire", record("Cedar"), "su",
     record("Cedar Health Services", phone=ELSEWHERE), "mh"),
    ("other ZIP and other number", CLINIC, "su",
     record("Cedar Health", zip="35010", phone=ELSEWHERE), "su"),
    ("far apart, in part the same name", CLINIC, "su",
     record("Cedar Health", "Substance Use", street="9 Oak Avenue", zip="36101", city="Elmore"),
     "su"),
    ("one number in two towns, in two questionnaires", CLINIC, "su",
     record("Cedar Health", street="9 Oak Avenue", zip="36101", city="Elmore"), "mh"),
]  # fmt: skip


def matched(old, new):
    """Return ({index of new: index of old}, the stages that matched) of (record, questionnaire)."""
    pairs, stages = match(
        [key_of(each, number, [questionnaire]) for number, (each, questionnaire) in enumerate(new)],
        [key_of(each, number, [questionnaire]) for number, (each, questionnaire) in enumerate(old)],
    )
    return pairs, list(stages.values())


@pytest.mark.parametrize("case", SAME, ids=[case[0] for case in SAME])
def test_a_place_is_recognized_under_another_name_address_or_number(case):
    _name, old, old_questionnaire, new, questionnaire, expected = case
    pairs, stages = matched([(old, old_questionnaire)], [(new, questionnaire)])
    assert pairs == {0: 0}
    assert expected in stages[0]


@pytest.mark.parametrize("case", TWO, ids=[case[0] for case in TWO])
def test_two_places_stay_two(case):
    _name, old, old_questionnaire, new, questionnaire = case
    assert matched([(old, old_questionnaire)], [(new, questionnaire)]) == ({}, [])


MOVED = record("Cedar Health", street="9 Oak Avenue", zip="36101", city="Elmore")
SISTER = record("Elm Trail", street="5 Elm Road", zip="36003")


@pytest.mark.parametrize(
    "old, new, pairs",
    [
        ([CLINIC], [MOVED], {0: 0}),
        ([CLINIC, SISTER], [MOVED], {}),
        ([CLINIC], [MOVED, SISTER], {}),
        ([CLINIC, SISTER], [MOVED, SISTER], {1: 1}),  # its number is shared, though matched
        ([WOMEN], [CLINIC], {0: 0}),
        ([WOMEN, SISTER], [CLINIC, SISTER], {1: 1}),
    ],
)
def test_only_a_number_that_nothing_else_has_tells_where_a_place_went(old, new, pairs):
    assert matched([(each, "su") for each in old], [(each, "su") for each in new])[0] == pairs


def test_of_several_new_names_the_most_alike_is_taken():
    programs = ("Detox", "Day Program")
    old = [(record("Elm Valley Behavioral", program), "su") for program in programs]
    new = [(record("Oak Community Partners", program), "su") for program in reversed(programs)]
    stage = "street, phone and ZIP, renamed"
    assert matched(old, new) == ({0: 1, 1: 0}, [stage, stage])


@pytest.mark.parametrize(
    "unit, rooms",
    [
        ("", set()),
        ("Suite 104", {"104"}),
        ("Suites 104-106", {"104", "105", "106"}),
        ("Suite 4-430", {"4", "430"}),
        ("Suites 200, 206 and 311", {"200", "206", "311"}),
        ("2nd Floor, Suite 250", {"250"}),
        ("Building C", {"c"}),
        ("Suites A and D", {"a", "d"}),
        ("Crosstown Building", {"crosstown bldg"}),
    ],
)
def test_a_unit_is_the_rooms_it_names(unit, rooms):
    assert key_of(record("Cedar", street2=unit), 0, ["su"]).rooms == rooms
