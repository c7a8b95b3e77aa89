import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.parsing import alternatives


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Dayton or Cincinnati", ["Dayton", "Cincinnati"]),
        ("between Dayton and Cincinnati", ["Dayton", "Cincinnati"]),
        ("entre Dallas y Houston", ["Dallas", "Houston"]),
        ("Dayton/Springfield OH", ["Dayton", "Springfield OH"]),
        ("45402, 90210", ["45402", "90210"]),
        ("ZIP codes 45402 90210-1234", ["45402", "90210-1234"]),
        ("códigos postales 45402 y 90210", ["45402", "90210"]),
        ("from 45402 to 90210", ["45402", "90210"]),
        ("45402 45402", ["45402 45402"]),
        ("12345 Main St, Boston 02118", ["12345 Main St, Boston 02118"]),
        ("Portland OR", ["Portland OR"]),
        ("Portland, OR or Salem", ["Portland, OR", "Salem"]),
        ("Portland OR and Salem OR", ["Portland OR", "Salem OR"]),
        ("Portland, OR/Salem, OR", ["Portland, OR", "Salem, OR"]),
        ("Anderson", ["Anderson"]),
        ("", []),
    ],
)
def test_parts(text, parts):
    assert alternatives(text) == parts


@given(st.text(max_size=60) | st.text("ab or&/12345, and", max_size=40))
def test_any_text_has_parts(text):
    assert all(part in text for part in alternatives(text))
