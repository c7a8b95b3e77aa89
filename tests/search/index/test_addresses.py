"""Who is at one address, and lists in which they stand together."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.addresses import Addresses
from search.index.bits import Members, bits_of


def entry(street, city="Canton", state="MA", withheld=False):
    return SimpleNamespace(street=street, city=city, state=state, address_withheld=withheld)


@pytest.mark.parametrize(
    "first, second, is_one",
    [
        (entry("12 Elm Street"), entry("12 Elm Street"), True),
        (entry("12 Elm Street"), entry("12 ELM ST."), True),
        (entry("12 North Elm Street"), entry("12 N Elm St"), True),
        (entry("12 Elm Street"), entry("12 Elm Street", "CANTON"), True),
        (entry("12 Elm Street"), entry("14 Elm Street"), False),
        (entry("12 Elm Street"), entry("12 Elm Avenue"), False),
        (entry("12 Elm Street"), entry("12 Elm Street", "Sharon"), False),
        (entry("12 Elm Street"), entry("12 Elm Street", state="NY"), False),
        # A street alone, a box or nothing is no door, and a withheld address is nobody's.
        (entry("Elm Street"), entry("Elm Street"), False),
        (entry("PO Box 12"), entry("PO Box 12"), False),
        (entry(""), entry(""), False),
        (entry("12 Elm Street", withheld=True), entry("12 Elm Street"), False),
    ],
)
def test_what_one_address_is(first, second, is_one):
    assert Addresses([first, second]).members == ({0: (0, 1), 1: (0, 1)} if is_one else {})


# Ordinals 1, 4 and 6 at one address, 2 and 3 at another.
SHARED = Addresses(
    entry(street)
    for street in ["1 A St", "2 B St", "3 C St", "3 C St", "2 B St", "6 D St", "2 B St", "7 E St"]
)


@pytest.mark.parametrize(
    "ordinals, together",
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 4, 6, 2, 3, 5, 7]),
        ([7, 6, 5, 4, 3, 2, 1, 0], [7, 6, 1, 4, 5, 3, 2, 0]),
        ([0, 4, 5, 2], [0, 4, 5, 2]),  # the others aren't results
        ([0, 5, 7], [0, 5, 7]),
        ([], []),
    ],
)
def test_those_at_one_address_follow_the_first_of_them(ordinals, together):
    assert SHARED.together(ordinals, Members(bits_of(ordinals, 8))) == together


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_a_longer_list_begins_as_a_shorter_one(order, results):
    ordinals = [p for p in order if p in results]
    whole = SHARED.together(ordinals, results)
    assert sorted(whole) == sorted(ordinals)
    for stop in range(len(ordinals)):
        assert SHARED.together(ordinals[:stop], results) == whole[:stop]


@pytest.mark.parametrize("ordinal, count", [(1, 2), (4, 2), (0, 1), (2, 1), (7, 1)])
def test_how_many_of_a_set_are_at_an_address(ordinal, count):
    assert SHARED.count(ordinal, {0, 1, 2, 4, 5, 7}) == count
