"""Ordinary words that people put around a search: none of them is a facility's name by itself."""

import pytest

from facilities.taxonomy import taxonomy
from search.language import fillers, understand
from text.analysis import stem
from text.language_files import sections_of
from text.languages import FOLDER

AROUND_A_SEARCH = """
    mom dad mother father aunt grandma niece boss neighbor coworker
    week weekend month sunday soon early tonight now
    cost cheap price pay broke afford money beds rooms
    scared alone body church christian god faith work school
    nice good clean sober real strict small quiet go stop quit start stay habit life
    website reviews pictures kids pets dog travel flight ocean beach mountain
    mamá abuela semana domingo cuesta dinero cama iglesia trabajo bueno perro papeles
""".split()


@pytest.mark.parametrize("word", AROUND_A_SEARCH)
def test_an_ordinary_word_is_known_as_one(word):
    assert stem(word.replace("á", "a")) in fillers.EVERYDAY


@pytest.mark.parametrize("word", ["hope", "phoenix", "harbor", "cedar", "mayo", "mercy", "bridge"])
def test_a_word_that_names_are_made_of_is_none(word):
    assert word not in fillers.EVERYDAY


@pytest.mark.parametrize(("language", "least"), [("en", 600), ("es", 300)])
def test_each_language_has_many(language, least):
    english = sections_of(FOLDER / "en" / "search.txt")
    own = sections_of(FOLDER / language / "search.txt", *english)
    assert len({phrase.text for phrase in own["everyday"]}) >= least


@pytest.mark.django_db
def test_an_ordinary_word_is_no_typo():
    [phrase] = understand("rehab asustada", taxonomy()).phrases
    assert phrase.services == ("inpatient",)


def test_no_state_is_an_ordinary_word():
    assert fillers.EVERYDAY.isdisjoint(["id", "ok", "va", "md", "ohio", "texas"])
