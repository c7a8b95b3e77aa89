"""One analysis for places, names, services and people's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.abbreviations import listed_in_full, place_in_full, street_in_short
from text.analysis import fold, numbers, stem, words
from text.edits import close, likeness
from text.spans import words as spans


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Clínica de la Montaña", "clinica de la montana"),
        ("St. Mary’s & St. Mary's", "st marys and st marys"),
        ("D.C. area", "dc area"),
        ("Ft. Worth", "ft worth"),
        ("FORT-WORTH", "fort worth"),
        ("Añasco", "anasco"),
        ("Waiʻanae", "waianae"),
        ("Straße", "strasse"),
        ("日本", ""),
    ],
)
def test_a_text_is_its_plain_words(text, expected):
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    "accented, plain",
    [("Clínica de la Montaña", "Clinica de la Montana"), ("Peñuelas", "Penuelas")],
)
def test_an_accent_tells_neither_names_nor_streets_apart(accented, plain):
    """Facilities' matching once read "Montaña" as "monta a"."""
    assert listed_in_full(words(accented)) == listed_in_full(words(plain))
    assert street_in_short(words(f"12 Calle {accented}")) == street_in_short(
        words(f"12 Calle {plain}")
    )
    assert likeness(*(" ".join(words(text)) for text in (accented, plain))) == 1


@pytest.mark.parametrize(
    "word, singular",
    [("clinics", "clinic"), ("therapies", "therapy"), ("aids", "aids"), ("class", "class")],
)
def test_the_stem_of_a_word_is_its_singular(word, singular):
    assert stem(word) == singular
    assert singular in numbers(word) or word == singular


def test_abbreviations_of_each_kind():
    assert (
        listed_in_full(words("Behav Hlth Svcs of Ohio, Inc")) == "behavioral health services ohio"
    )
    assert street_in_short(words("12 North Main Street, Suite 3")) == "12 n main st ste 3"
    assert place_in_full(words("the St. Paul Hts")) == ["saint", "paul", "heights"]


def test_edits_count_swapped_letters_once():
    assert close("detxo", ["detox", "texas"], 1) == [("detox", 1)]
    assert close("detox", ["texas"], 1) == []


@given(st.text())
def test_words_are_plain_and_stay_what_they_are(text):
    plain = words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in plain)
    assert words(" ".join(plain)) == plain or any(len(word) == 1 for word in plain)


@given(st.text())
def test_what_has_spans_reads_as_what_has_none(text):
    """Where a text is cut into the same words, they are the same words."""
    for word in spans(text):
        assert fold(word.plain) == word.plain
        assert text[word.start : word.end]
