"""Which listings of a facility are its answers today, and which are history."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.answering import NATION, Coverage, Rank, covers, includes


class Row(NamedTuple):
    questionnaire: str
    rank: Rank


SU_22, SU_23 = Rank.of(2022, "su", 1), Rank.of(2023, "su", 2)
MH_23, EXPORT_25 = Rank.of(2023, "mh", 3), Rank.of(2025, "export", 4)
OLD_SU, SU, MH = Row("su", SU_22), Row("su", SU_23), Row("mh", MH_23)
SU_25, MH_25 = Row("su", EXPORT_25), Row("mh", EXPORT_25)


def coverage(covered):
    """Return the Coverage of {Rank: {questionnaire: states}}."""
    newest = Coverage()
    for rank, areas in covered.items():
        newest.add(rank, areas)
    return newest


DIRECTORIES = {SU_23: {"su": [NATION]}, MH_23: {"mh": [NATION]}}
STATE = {**DIRECTORIES, EXPORT_25: {"su": ["MA"], "mh": ["MA"]}}

NEIGHBORS = Row("curated", Rank.of(2020, "list", 8))
COUNTY = Row("curated", Rank.of(2022, "list", 9))
OWN = {**DIRECTORIES, Rank.of(2026, "curated", 7): {"curated": [NATION]}}


@pytest.mark.parametrize(
    "covered, state, listings, answers, is_listed",
    [
        (DIRECTORIES, "MA", [SU], [SU], True),
        (DIRECTORIES, "MA", [SU, MH], [SU, MH], True),
        # The newer of one questionnaire alone.
        (STATE, "MA", [SU, SU_25], [SU_25], True),
        (STATE, "MA", [SU_25, SU], [SU_25], True),
        (STATE, "MA", [SU, SU_25, MH, MH_25], [SU_25, MH_25], True),
        # Several rows of one edition answer together.
        (STATE, "MA", [SU_25, SU_25], [SU_25, SU_25], True),
        # It is in the newest list of one questionnaire, and dropped from that of the other.
        (STATE, "MA", [SU, MH_25], [MH_25], True),
        # In no newest list: it speaks with what it said last.
        (STATE, "MA", [SU], [SU], False),
        (STATE, "MA", [SU, MH], [SU, MH], False),
        (STATE, "MA", [OLD_SU, SU, MH], [SU, MH], False),
        # What a list doesn't cover it can't lack.
        (STATE, "NH", [SU, MH], [SU, MH], True),
        ({**DIRECTORIES, EXPORT_25: {"su": ["MA"]}}, "MA", [SU, MH], [SU, MH][1:], True),
        # A part of a list answers for those in it, and lacks nobody.
        ({**DIRECTORIES, EXPORT_25: {}}, "MA", [SU, SU_25], [SU_25], True),
        ({**DIRECTORIES, EXPORT_25: {}}, "MA", [SU], [SU], True),
        # Lists of the operator's own answer side by side, however old; none covers another.
        (OWN, "MA", [SU, NEIGHBORS, COUNTY], [SU, NEIGHBORS, COUNTY], True),
        (OWN, "MA", [OLD_SU, COUNTY], [COUNTY], True),
        # What the operator entered, or a list that says nothing of its extent.
        ({}, "MA", [Row("curated", Rank.of(2020, "curated", 9))], None, True),
    ],
)
def test_of_each_questionnaire_the_newest_answers(covered, state, listings, answers, is_listed):
    answers = listings if answers is None else answers
    assert coverage(covered).answers(listings, state) == (answers, is_listed)


@pytest.mark.parametrize(
    "covered, questionnaire, state, expected",
    [
        ({"su": ["US"]}, "su", "MA", True),
        ({"su": ["MA", "NH"]}, "su", "NH", True),
        ({"su": ["MA"]}, "su", "NH", False),
        ({"su": ["US"]}, "mh", "MA", False),
        ({}, "su", "MA", False),
    ],
)
def test_what_an_edition_covers(covered, questionnaire, state, expected):
    assert covers(covered, questionnaire, state) is expected


@pytest.mark.parametrize(
    "whole, part, expected",
    [
        ({"su": ["US"]}, {"su": ["US"]}, True),
        ({"su": ["US"]}, {"su": ["MA"]}, True),
        ({"su": ["MA", "NH"], "mh": ["MA"]}, {"su": ["NH"]}, True),
        ({"su": ["NH"]}, {"su": ["MA"]}, False),
        ({"su": ["MA"]}, {"su": ["US"]}, False),
        ({"su": ["US"]}, {"su": ["US"], "mh": ["US"]}, False),
        # A part of a list is replaced by none but its own file.
        ({"su": ["US"]}, {}, False),
        ({}, {}, False),
    ],
)
def test_an_edition_replaces_what_covers_nothing_else(whole, part, expected):
    assert includes(whole, part) is expected


STATES, QUESTIONNAIRES = ["MA", "NH"], ["su", "mh"]
ranks = st.builds(
    Rank.of, st.integers(2021, 2025), st.sampled_from(["su", "export"]), st.integers(1, 4)
)
areas = st.dictionaries(
    st.sampled_from(QUESTIONNAIRES), st.sets(st.sampled_from([*STATES, NATION]), min_size=1)
)


@given(
    st.dictionaries(ranks, areas, max_size=4),
    st.lists(st.builds(Row, st.sampled_from(QUESTIONNAIRES), ranks), min_size=1, max_size=6),
    st.sampled_from(STATES),
)
def test_no_answer_is_older_than_another_listing_of_its_questionnaire(covered, listings, state):
    answers, is_listed = coverage(covered).answers(listings, state)
    assert answers
    for answer in answers:
        same = [row.rank for row in listings if row.questionnaire == answer.questionnaire]
        assert answer.rank == max(same)
        newer = [
            rank
            for rank, areas in covered.items()
            if rank > answer.rank and covers(areas, answer.questionnaire, state)
        ]
        assert bool(newer) is not is_listed
