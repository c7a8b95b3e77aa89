"""From answers to a range: by hand, then whatever the answers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.questions import CRITERIA, DANGERS, OF_THE_BODY
from selfcheck.scoring import Range, range_of, score

NAMES = [question.name for question in CRITERIA]
URGENCY = [question.name for question in DANGERS]
ORDER = list(Range)
answers = st.dictionaries(st.sampled_from([*NAMES, *URGENCY]), st.sampled_from([True, False, None]))


def yes(*names, left_out=()):
    """Return answers: yes to these, none to those left out, no to the rest."""
    return {name: None if name in left_out else name in names for name in NAMES}


@pytest.mark.parametrize(
    "count, expected",
    [
        *[(0, "none"), (1, "none"), (2, "mild"), (3, "mild"), (4, "moderate"), (5, "moderate")],
        *[(6, "severe"), (7, "severe"), (11, "severe")],
    ],
)
def test_the_ranges_are_the_published_ones(count, expected):
    assert range_of(count) == expected
    assert score(yes(*NAMES[:count])).range == expected


def test_there_are_eleven_criteria_and_five_dangers_each_with_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES) == 11
    assert len({*NAMES, *URGENCY}) == 16
    assert set(OF_THE_BODY) < set(NAMES)


@pytest.mark.parametrize(
    "answered_yes, is_prescribed, expected",
    [
        ([], True, (0, 0, 9)),
        (["tolerance", "withdrawal"], False, (2, 0, 11)),
        (["tolerance", "withdrawal"], True, (0, 2, 9)),
        (["craving", "tolerance", "time"], True, (2, 1, 9)),
        (NAMES, True, (9, 2, 9)),
    ],
)
def test_what_the_body_does_with_a_medicine_taken_as_told_does_not_count(
    answered_yes, is_prescribed, expected
):
    result = score(yes(*answered_yes), is_prescribed)
    assert (len(result.yes), len(result.not_counted), result.asked) == expected


@pytest.mark.parametrize(
    "answered_yes, left_out, expected",
    [
        ([], [], (0, False)),
        (["more"], ["time"], (1, True)),
        (["more", "time"], ["people"], (1, False)),  # 3 of 11 is mild, too
        (["more", "time", "people"], ["risk"], (1, True)),
        (NAMES[:6], NAMES[6:], (5, False)),  # nothing is above severe
    ],
)
def test_what_is_left_out_is_counted_and_whether_it_could_matter(answered_yes, left_out, expected):
    result = score(yes(*answered_yes, left_out=left_out))
    assert (result.left_out, result.may_be_higher) == expected


@pytest.mark.parametrize("is_prescribed", [False, True])
def test_nothing_answered_is_nothing_to_count(is_prescribed):
    assert not score({}, is_prescribed).is_answered
    assert score({"more": False}, is_prescribed).is_answered


@given(answers, st.sampled_from(NAMES), st.booleans())
def test_one_more_yes_never_lowers_the_range(given_answers, name, is_prescribed):
    before = score(given_answers, is_prescribed)
    after = score({**given_answers, name: True}, is_prescribed)
    assert ORDER.index(after.range) >= ORDER.index(before.range)


@given(answers, st.booleans())
def test_every_question_that_counts_is_in_one_place(given_answers, is_prescribed):
    result = score(given_answers, is_prescribed)
    no = [n for n in NAMES if given_answers.get(n) is False]
    no = [n for n in no if not (is_prescribed and n in OF_THE_BODY)]
    assert len(result.yes) + result.left_out + len(no) == result.asked
    assert not set(result.yes) & set(result.not_counted)


@given(answers)
def test_a_range_that_cannot_get_higher_does_not_whatever_is_left_out(given_answers):
    result = score(given_answers)
    best = score({name: given_answers.get(name) is not False for name in NAMES})
    assert result.may_be_higher == (best.range != result.range)


@given(answers)
def test_dangers_come_by_urgency_whatever_else_is_answered(given_answers):
    assert score(given_answers).dangers == tuple(n for n in URGENCY if given_answers.get(n))
