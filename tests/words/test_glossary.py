"""One thing has one word, in both languages; a link leads to what its words mean."""

import csv

import pytest
from django.conf import settings

from tests.words import texts
from tests.words.glossary import astray, glossary, links, links_of, strangers
from tests.words.texts import Text

TERMS, ROWS = glossary()["terms"], glossary()["links"]


def test_every_text_calls_things_by_their_words():
    found = [
        f"{text.path}: “{word}”: write: {term[text.language]}"
        for text in texts.everything()
        for term in TERMS
        for word in strangers(term, text)
    ]
    assert found == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_term_has_its_word_which_is_used(language):
    words = " ".join(text.words for text in texts.everything() if text.language == language)
    assert [term["means"] for term in TERMS if term[language].lower() not in words.lower()] == []
    assert len({term[language] for term in TERMS}) == len(TERMS)


def test_every_exception_of_the_glossary_is_needed():
    words = " ".join(" ".join(text.words.split()) for text in texts.everything()).lower()
    phrases = [phrase for term in TERMS for phrase in term.get("allowed", {}).get("en", ())]
    assert [phrase for phrase in phrases if phrase.lower() not in words] == []


@pytest.mark.parametrize(
    "means, words, found",
    [
        ("what is taken to treat", "Your medication. A medicine.", ["medication"]),
        ("what is taken to treat", "Medication for opioid use disorder (MAT or MOUD)", []),
        ("where somebody searches", "2 places have that name", ["places have that name"]),
        ("our own questions", "Check yourself, a self-check", ["Check yourself"]),
    ],
)
def test_a_strange_word_is_caught(means, words, found):
    [term] = [term for term in TERMS if term["means"].startswith(means)]
    assert strangers(term, Text("a", words)) == found


def test_links_of_guides_lead_to_what_they_say():
    assert len(links()) > 150
    assert [
        f"{link.path}: “{link.words}” asks for {', '.join(sorted(link.services))}"
        for link in links()
        for row in ROWS
        if astray(row, link)
    ] == []


@pytest.mark.parametrize(
    "source, is_astray",
    [
        ("[a hospital stay](/search/?service=inpatient)", True),
        ("[a hospital stay](/search/?service=hospital-inpatient)", False),
        ("[Live-in care](/search/?service=hospital-inpatient)", True),
        ("[methadone](/search/?service=mat&payment=medicaid)", False),
        ("[methadone](/search/?service=naltrexone)", True),
        ("[programs](/search/?service=naltrexone)", False),
        ("[free care](/search/)", False),
        ('search = "service=detox"\nsearch_label = "Find a hospital stay"', True),
    ],
)
def test_a_link_that_leads_astray_is_caught(source, is_astray):
    [link] = links_of(source)
    assert any(astray(row, link) for row in ROWS) == is_astray


def test_the_glossary_names_services_that_exist():
    slugs = set()
    for name in ("services", "defined"):
        path = settings.BASE_DIR / "fixtures" / "taxonomy" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            slugs |= {row["slug"] for row in csv.DictReader(file)}
    named = {slug for row in ROWS for slug in (*row["services"], *row.get("also", ()))}
    assert named - slugs == set()
