"""What the index keeps packed is what was put in."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from search.index.entries import Entries, IndexedPhone, IndexEntry, Ordinals

texts = st.text(max_size=5)
phones = st.builds(IndexedPhone, *[texts] * 5)
places = st.none() | st.floats(-90, 90)
entries = st.builds(
    IndexEntry,
    st.integers(1),
    *[texts] * 9,
    st.booleans(),
    *[places] * 2,
    *[texts] * 2,
    st.lists(phones, max_size=3).map(tuple),
)


@given(st.lists(entries, max_size=5))
def test_entries_are_what_they_were(written):
    packed = Entries.of(written)
    assert list(packed) == written
    assert all(type(phone) is IndexedPhone for entry in packed for phone in entry.phones)
    assert [packed.town(at) for at in range(len(written))] == [
        (entry.city, entry.state) for entry in written
    ]


@given(st.lists(st.integers(0, 2**62), unique=True), st.integers(0, 2**62))
def test_ordinals_are_those_of_the_pks(pks, another):
    ordinals = Ordinals(array("q", pks))
    assert dict(ordinals) == {pk: ordinal for ordinal, pk in enumerate(pks)}
    assert ordinals.get(another) == (pks.index(another) if another in pks else None)
