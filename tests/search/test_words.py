"""What becomes of words that are no service and no place: a name, or nothing at all."""

from collections import Counter
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.language import understand
from search.language.fillers import ALWAYS, KINDS, TOLD
from search.language.reading import is_small
from search.request import SearchRequest
from search.words.notes import notes
from search.words.unused import other_words
from text.spans import stems
from text.spans import words as cut

MANY = "alder house boston birch cedar dogwood elm fir ginkgo hazel ivy juniper katsura maple"
# Things that people type, beside words that only join them.
THINGS = (
    "detox, methodone, in Boston, worcester ma, 02118, chicago, maple, alder house, zzzq, dad, "
    "tonight, open now, test strips, no suboxone, i need, that takes medicaid, for my son, cheap, "
    "quiero, 100, 12 Main Street, near me, “iop”, please, NA meetings, Springfield"
).split(", ")
POLITE = set().union(*ALWAYS)
PIECES = "detox methadone maple house zzzq near Boston MA no or the my son open now 100 bed".split()


def search(words, where=""):
    return SearchRequest(QueryDict(urlencode({"q": words, "where": where})))


@pytest.mark.parametrize(
    "words, where, as_name, not_used",
    [
        ("", "", [], []),
        ("detox near Boston", "", [], []),
        ("maple house", "", ["maple", "house"], []),
        ("detox open now for my son near Boston", "", [], ["open now for my son"]),
        ("detox open now ginkgo", "MA", ["ginkgo"], ["open now"]),
        # Not in the name of a result: not used.
        ("detox open now maple", "MA", [], ["open now", "maple"]),
        ("maple", "MA", [], ["maple"]),
        ("desintoxicación abierto ahora", "", [], ["abierto ahora"]),
        # No place has it in its name.
        ("zzzq maple house", "", ["maple", "house"], ["zzzq"]),
        # A misspelt name is one.
        ("gingko", "", ["gingko"], []),
        # Nothing is left out by words.
        ("methadone clinic no suboxone", "", [], ["no suboxone"]),
        # One box says where, and it isn't this one.
        ("detox near Worcester", "02118", [], ["Worcester"]),
        ("detox near Boston", "02118", [], []),
        ("detox in Massachusetts", "02118", [], []),
        # Alone, they narrow no search.
        ("the 100", "", [], ["the", "100"]),
        # More words than are read.
        (MANY, "", MANY.split()[:12], MANY.split()[12:]),
        # Where a place isn't known, nothing is searched.
        ("maple", "zzzzqq", [], []),
    ],
)
def test_words_that_are_a_name_and_words_not_used(cast, words, where, as_name, not_used):
    became = other_words(search(words, where))
    assert (list(became.as_name), list(became.not_used)) == (as_name, not_used)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join), st.sampled_from(["", "MA"]))
def test_the_name_alone_matches_the_same_without_the_words_not_used(cast, words, where):
    asked = search(words, where)
    became = other_words(asked)
    alone = asked.results.fit.names_of(" ".join(became.as_name))
    assert alone.bits == asked.results.names.bits
    assert not Counter(stems(" ".join([*became.as_name, *became.not_used]))) - Counter(stems(words))


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(THINGS), max_size=6, unique=True).map(" ".join),
    st.sampled_from(["", "MA", "02118"]),
)
@example("in Boston 02118 100", "")  # a ZIP code with more behind it is no place
def test_no_word_vanishes(cast, words, where):
    asked = search(words, where)
    understood, became = asked.understood, other_words(asked)
    shown = [
        *(phrase.typed for phrase in understood.phrases),
        *(words for note in notes(asked) for words in note.words),
        *(understood.place, *understood.unwanted, *became.as_name, *became.told),
    ]
    missing = {word.plain for word in cut(words) if not is_grammar(word)}
    missing -= {word.plain for text in shown for word in cut(text)}
    # What is asked for in other words already is told once.
    slugs = {slug for phrase in understood.phrases for slug in phrase.services}
    for word in sorted(missing):
        again = understand(word, asked.taxonomy)
        assert {slug for phrase in again.phrases for slug in phrase.services} & slugs, words


def is_grammar(word):
    """Tell whether a word only joins others, or asks politely."""
    joins = is_small(word) or word.stem in KINDS or word.stem in POLITE
    return joins and word.stem not in TOLD


@pytest.mark.parametrize("words, where", [("detox ginkgo", "RI"), ("maple", "MA"), ("alder", "NH")])
def test_those_who_have_such_a_name_elsewhere_are_as_many_as_the_link_finds(cast, words, where):
    [elsewhere] = search(words, where).name_words.elsewhere
    assert search(f'"{elsewhere.words}"').results.total == elsewhere.count > 0


def test_words_of_a_name_are_typed_again_as_they_stood(cast):
    asked = search('"alder house" boston detox', "MA")
    assert asked.name_words.typed == '"alder house" boston'
    assert search(asked.name_words.typed, "MA").results.names.bits == asked.results.names.bits
