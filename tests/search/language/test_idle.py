"""Every word of a text asks for something, names something, or is told as idle."""

from collections import Counter

import pytest
from hypothesis import given

from facilities.taxonomy import taxonomy
from search.language import fillers, understand
from search.language.claiming import read
from search.language.place_words import MARKERS, SURE_MARKERS
from search.language.vocabulary import vocabulary
from tests.search.language.test_understood import JOINED
from text.spans import words

pytestmark = pytest.mark.django_db
# They stand before a place: "near Canton".
BEFORE_PLACES = {word for marker in [*MARKERS, *SURE_MARKERS] for word in marker}


@pytest.mark.parametrize(
    "text, idle",
    [
        ("", ()),
        ("detox", ()),
        ("detox for the", ()),
        ("detox near Canton", ()),
        ("detox open now", ("open now",)),
        ("I need detox for my son tonight", ("I need", "son tonight")),
        ("detox; open now; tonight", ("open now", "tonight")),
        ("methadone clinic that takes medicaid", ("that takes",)),
        ("Harbor House", ()),
        ("no methadone, tonight", ("tonight",)),
    ],
)
def test_words_that_did_nothing_are_idle(text, idle):
    assert understand(text, taxonomy()).idle == idle


@pytest.mark.parametrize(
    "text, told",
    [
        ("I need detox for my son who takes medicaid please", ("son",)),
        ("does this program take medicaid", ()),
        ("the best private detox", ("best private",)),
        ("detox tonight", ()),  # it has an answer of its own
        ("el mejor detox para mi hijo", ("mejor", "hijo")),
    ],
)
def test_words_that_only_join_others_are_not_told(text, told):
    assert understand(text, taxonomy()).told == told


@given(JOINED)
def test_every_word_is_accounted_for_once(pieces):
    text = "".join(part for piece in pieces for part in piece)
    understood = understand(text, taxonomy())
    phrases = [phrase.typed for phrase in understood.phrases]
    told = [*phrases, *understood.unwanted, *understood.idle, understood.left, understood.place]
    told_words = Counter(word.plain for part in told for word in words(part))
    typed = words(text)
    assert not told_words - Counter(word.plain for word in typed)
    # What is asked for in other words already is told once: "free" and, further on, "low cost".
    again = read(text, vocabulary(taxonomy()), lambda word: False).claim_of
    for i, word in enumerate(typed):
        is_small = word.stem in fillers.SMALL or word.plain in BEFORE_PLACES
        is_told = is_small or word.plain in told_words
        assert is_told or (i in again and again[i].asks), (text, word.plain)
