"""Sets as numbers behave like sets."""

from hypothesis import given
from hypothesis import strategies as st

from search.index.bits import among, bits_of, ordinals_of

SIZE = 300
SETS = st.sets(st.integers(0, SIZE - 1))


@given(SETS)
def test_what_goes_in_comes_out_in_order(members):
    bits = bits_of(members, SIZE)
    assert ordinals_of(bits) == sorted(members)
    assert bits.bit_count() == len(members)


@given(SETS, SETS)
def test_both_and_either_are_those_of_sets(left, right):
    a, b = bits_of(left, SIZE), bits_of(right, SIZE)
    assert ordinals_of(a & b) == sorted(left & right)
    assert ordinals_of(a | b) == sorted(left | right)
    assert ordinals_of(a & ~b) == sorted(left - right)


@given(SETS, st.lists(st.integers(0, SIZE - 1)))
def test_members_among_others_keep_their_order(members, candidates):
    assert among(candidates, bits_of(members, SIZE)) == [
        candidate for candidate in candidates if candidate in members
    ]


@given(SETS, st.integers(0, SIZE), st.integers(0, SIZE))
def test_a_slice_is_one_of_the_sorted_members(members, start, stop):
    assert ordinals_of(bits_of(members, SIZE), start, stop) == sorted(members)[start:stop]


def test_nothing_is_an_empty_set():
    assert ordinals_of(0) == []
    assert among([0, 1, 2], 0) == []
    assert bits_of([], 0) == 0
