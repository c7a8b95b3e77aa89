"""Inputs whose right answers were written before the finder was asked (`cases` beside the files).

A few we judge otherwise; each stands below with the reason.
"""

import csv
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from places.geo import Point, miles_between
from places.resolve import resolve
from search.request import SearchRequest
from search.words.notes import notes
from search.words.unused import other_words
from tests.skips import real_data

RIGHT_AT_LEAST = 0.97
JUDGED_OTHERWISE = {
    "Appalachia": "the states' own list of counties is a region that can be searched",
    "the South": "the Census Bureau's region of sixteen states and DC can be searched",
    "my daughter is using meth need help": "asks for who takes women, too",
}
AREAS = ("45402", "Phoenix, AZ", "MA")
# Words that people add to "rehab" and that alone ask for nothing.
EVERYDAY = (
    "mom dad mother father aunt uncle grandma niece nephew cousin boss neighbor coworker "
    "son husband boyfriend fiance today tomorrow week weekend month sunday monday morning "
    "soon now cost price bed beds room rooms opening clean sober habit church god nice "
    "good best strict small safe beach lake ranch work reviews website address kids baby "
    "family stop start hard sick reopening wonderful sometimes zzyzx picture hello money "
    "garden soap"
).split()


def cases(name):
    """Return the rows of a file of cases, [] where they aren't."""
    path = (real_data() or Path("absent")).parent.parent / "cases" / f"{name}.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [[*row, ""] for row in rows if row and not row[0].startswith("#")]


needs_cases = pytest.mark.skipif(not cases("places"), reason="needs the cases beside the data")


def search(words, where):
    return SearchRequest(QueryDict(urlencode({"q": words, "where": where})))


def fits(place, states, latitude, longitude, tolerance):
    inside = {state for state, _county in getattr(place, "members", ())} | {place.state}
    if inside.isdisjoint(states):
        return False
    if not latitude:
        return True
    miles = miles_between(Point(float(latitude), float(longitude)), place.point)
    return miles <= float(tolerance)


def judged(row):
    """Return how a place was answered: "right", "wrong", or "wrong in silence"."""
    query, accepted, latitude, longitude, tolerance, note, *_rest = row
    states, answer = set(accepted.split(",")) - {"-"}, resolve(query)
    where = (states, latitude, longitude, tolerance)
    if answer.place and fits(answer.place, *where):
        return "right"
    # What is only offered is right if nothing else is shown without a word.
    is_told = answer.place is None or bool(answer.message)
    if is_told and any(fits(place, *where) for place in answer.other_places):
        return "right"
    may_be_none = accepted == "-" or "none with a message also right" in note
    if answer.place is None:
        return "right" if may_be_none and answer.message else "wrong"
    return "wrong" if answer.message else "wrong in silence"


@needs_cases
@pytest.mark.django_db
def test_places():
    answers = {row[0]: judged(row) for row in cases("places") if row[0] not in JUDGED_OTHERWISE}
    wrong = {query: answer for query, answer in answers.items() if answer != "right"}
    assert len(answers) > 300
    assert 1 - len(wrong) / len(answers) >= RIGHT_AT_LEAST, wrong
    assert "wrong in silence" not in wrong.values(), wrong


def is_understood(row):
    words, where, expected, note, *_rest = row
    asked = search(words, where)
    slugs = {service.slug for service in asked.services}
    choices = [set(choice.strip().split(",")) - {"-"} for choice in expected.split(" or ")]
    if note.startswith("place "):
        return slugs in choices and asked.place.query == note.removeprefix("place ")
    if note.startswith("everyday word"):
        alone = search("rehab", where)
        return asked.results.bits == alone.results.bits and bool(other_words(asked).told)
    return slugs in choices


@needs_cases
@pytest.mark.any_database
def test_words(editions):
    answers = {
        row[0]: is_understood(row) for row in cases("words") if row[0] not in JUDGED_OTHERWISE
    }
    wrong = [words for words, is_right in answers.items() if not is_right]
    assert len(answers) > 150
    assert 1 - len(wrong) / len(answers) >= RIGHT_AT_LEAST, wrong


@pytest.mark.any_database
@pytest.mark.parametrize("where", AREAS)
def test_no_everyday_word_makes_an_answer_worse(editions, where):
    alone, worse = search("rehab", where), {}
    for word in EVERYDAY:
        asked = search(f"rehab {word}", where)
        if asked.services == alone.services:
            is_told = bool(other_words(asked).told or notes(asked))
            if asked.results.bits != alone.results.bits or not is_told:
                worse[word] = (asked.results.total, asked.name_words)
        elif asked.results.asked_total < alone.results.asked_total:
            worse[word] = (asked.results.total, [service.slug for service in asked.services])
    assert worse == {}
