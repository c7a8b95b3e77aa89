"""Packed values are what they were, in memory and in the file of a snapshot."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derived.packed import Rows, Table

plain = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=8)


@given(st.lists(values))
def test_rows_are_what_they_were(written):
    rows = Rows.of(written)
    assert list(rows) == written
    assert [rows[at] for at in range(-len(written), len(written))] == written * 2
    assert rows[1:3] == tuple(written[1:3])
    for at in (len(written), -len(written) - 1):
        with pytest.raises(IndexError):
            rows[at]


@given(st.dictionaries(st.text(), values), st.lists(st.text()))
def test_a_table_is_what_the_dict_was(written, others):
    table = Table.of(written)
    assert list(table.items()) == list(written.items())
    for key in (*written, *others):
        assert (key in table) == (key in written)
        assert table.get(key, "none") == written.get(key, "none")


@given(st.dictionaries(st.text(), values))
def test_pickled_aside_they_are_read_where_they_lie(written):
    """Their bytes aren't copied: that is what workers share."""
    buffers = []
    table = Table.of(written)
    text = pickle.dumps(table, protocol=5, buffer_callback=buffers.append)
    aside = [memoryview(bytes(buffer.raw())) for buffer in buffers]
    again = pickle.loads(text, buffers=aside)
    assert dict(again) == written
    assert len(text) < 300
    assert any(again._rows._content.obj is each.obj for each in aside)
    assert dict(pickle.loads(pickle.dumps(table, protocol=5))) == written
