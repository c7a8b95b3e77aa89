"""JSON is read, or refused with where it breaks and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.readers import FileError
from facilities.listings.readers.json_text import load, parse

READ = [
    ('{"a": [1, 2.5, "x", null, true]}', {"a": [1, 2.5, "x", None, True]}),
    ('{"a": NaN, "b": -Infinity}', {"a": "NaN", "b": "-Infinity"}),
    ('{"a": ["A\\u0000B", "\\ud800"]}', {"a": ["A B", "\ufffd"]}),
    ('{"a\\u0000": "\\ud83d\\ude00"}', {"a ": "\U0001f600"}),
    ('{"a": 1e999}', {"a": "1e999"}),
    ('{"a": ' + "1" * 5000 + "}", {"a": "1" * 5000}),
]
REFUSED = [
    ('{\n"a": 1,}', "line 2: not JSON"),
    ("[" * 100_000, "nested too deeply"),
    ('{"a": [{"phone": "1", "name": "A", "phone": "2"}]}', "the field 'phone' stands twice"),
]


@pytest.mark.parametrize("text, document", READ)
def test_a_document_is_read(text, document):
    assert parse(text) == document


@pytest.mark.parametrize("text, problem", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, problem):
    with pytest.raises(FileError, match=problem):
        parse(text)


@pytest.mark.parametrize(
    "content, problem", [(b'{"a": "\xff"}', "isn't UTF-8"), (b"\xff\xfe{\0", "isn't UTF-8")]
)
def test_what_is_not_utf_8_is_refused(tmp_path, content, problem):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(FileError, match=problem):
        load(path)


@given(st.text(st.sampled_from('{}[]",:1eE+-.\\u0n \n'), max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        parse(text)
    except FileError as error:
        problem = str(error)
        assert "JSON" in problem  # noqa: PT017 - either way is right
