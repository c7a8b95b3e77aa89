"""Which facility stands for which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.merging.chains import CircleError, survivors


@pytest.mark.parametrize(
    "into, expected",
    [
        ({}, {}),
        ({1: 2}, {1: 2}),
        ({1: 2, 2: 3}, {1: 3, 2: 3}),
        ({1: 3, 2: 3, 3: 4}, {1: 4, 2: 4, 3: 4}),
    ],
)
def test_what_stands_for_it_was_not_merged(into, expected):
    assert survivors(into) == expected


@pytest.mark.parametrize("into", [{1: 1}, {1: 2, 2: 1}, {1: 2, 2: 3, 3: 2}])
def test_a_circle_is_an_error(into):
    with pytest.raises(CircleError):
        survivors(into)


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 9)))
def test_there_is_an_end_or_an_error(into):
    try:
        assert not set(survivors(into).values()) & set(into)
    except CircleError:
        assert into
