"""What the operator sees: whatever the hidden numbers are, the tables are the same."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counters.models import DailyCount, Kind
from counters.tables import LEAST, MONTHS, Row, by_month, helpfulness, last_months, rows

COLUMNS = ["a", "b", "c"]
numbers = st.dictionaries(
    st.sampled_from(["x", "y", "z", "w"]),
    st.dictionaries(st.sampled_from(COLUMNS), st.integers(0, 25)),
)
hidden = st.integers(0, LEAST - 1)


@given(numbers, st.data())
def test_no_hidden_number_can_be_worked_out(before, data):
    """Other numbers below LEAST, or none, give the very same table: it tells nothing of them."""
    after = {
        key: {
            column: before.get(key, {}).get(column, 0)
            if before.get(key, {}).get(column, 0) >= LEAST
            else data.draw(hidden)
            for column in COLUMNS
        }
        for key in [*before, "never counted before"]
    }
    assert rows(after, COLUMNS) == rows(before, COLUMNS)


@given(numbers)
def test_what_is_shown_is_true_and_complete(before):
    shown = {row.key: row for row in rows(before, COLUMNS)}
    for key, by_column in before.items():
        large = {column: n for column, n in by_column.items() if n >= LEAST}
        if key not in shown:
            assert not large
            continue
        row = shown[key]
        assert {c: n for c, n in zip(COLUMNS, row.numbers, strict=True) if n is not None} == large
        assert row.least == sum(large.values()) <= sum(by_column.values())


@given(numbers)
def test_rows_are_ordered_by_what_is_shown(before):
    shown = rows(before, COLUMNS)
    assume(len(shown) > 1)
    assert [row.least for row in shown] == sorted((row.least for row in shown), reverse=True)


@pytest.mark.parametrize(
    "today, first, last",
    [
        (date(2026, 11, 22), date(2026, 11, 1), date(2025, 12, 1)),
        (date(2026, 1, 31), date(2026, 1, 1), date(2025, 2, 1)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2023, 3, 1)),
    ],
)
def test_the_last_months(today, first, last):
    months = last_months(today)
    assert len(months) == len(set(months)) == MONTHS
    assert (months[0], months[-1]) == (first, last)


def add(kind, key, day, number):
    DailyCount.objects.create(kind=kind, key=key, day=day, number=number)


def test_days_make_months(db):
    months = last_months(date(2026, 11, 22))
    for day, number in [(1, 6), (2, 6), (30, 1)]:
        add("searches", "MA", date(2026, 11, day), number)
    add("searches", "MA", date(2026, 10, 31), 9)
    add("searches", "MA", date(2025, 11, 30), 500)  # 13 months ago
    add("searches", "VT", date(2026, 11, 1), 9)
    add("calls", "MA", date(2026, 11, 1), 99)

    [row] = by_month(Kind.SEARCHES, months)
    assert row == Row("MA", "Massachusetts", (13, *[None] * 11), 13)


def test_helpfulness_is_of_the_whole_year(db):
    months = last_months(date(2026, 11, 22))
    for day in (date(2026, 11, 1), date(2026, 3, 1)):
        add("helpful", "overdose", day, 7)
        add("not-helpful", "overdose", day, 4)
    add("helpful", "withdrawal", months[0], 9)
    assert helpfulness(months) == [Row("overdose", "Overdose: what to do now", (14, None), 14)]
