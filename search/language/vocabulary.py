"""Every phrase that is understood, built once for a Taxonomy."""

import csv
import re
from collections import Counter
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from django.conf import settings

from derived import Derived
from facilities.taxonomy import Taxonomy, taxonomy
from search.language import fillers
from search.language.spelling import Spelling
from text.analysis import stem
from text.spans import plain, stems, words

# A language of words.csv: spellings that are too far from the right one to be guessed.
TYPO = "typo"
WORDS = settings.BASE_DIR / "fixtures" / "taxonomy" / "words.csv"
# In these groups a service's name is part of facilities' names, too: "general hospital".
GROUPS_OF_NAMES = {"facility-kind", "operation"}
# A label longer than this is a definition, not a phrase someone types.
LONGEST_LABEL = 4
# Codes of three letters are initials of facilities' names; these longer ones are words.
SHORTEST_CODE = 4
CODES_THAT_ARE_WORDS = {"MALE", "PEER", "PEON", "PAIN", "BEER", "FREE"}
# "halfwayhouse" is understood, "medical" isn't "medi cal".
SHORTEST_JOINED = 9
BRACKETS = re.compile(r"\s*\([^)]*\)")
# A whole age, however written: "16 year old", "16yo".
AGES = ("{} year old", "{} yr old", "{} yo", "{}yo", "{} years of age", "{} año", "age {}")
AGES_OF_SLUGS = {
    "teens": range(4, 18),
    "young-adults": range(18, 26),
    "adults": range(26, 65),
    "older-adults": range(65, 100),
}


class Kind(IntEnum):
    """What a phrase is; the first counts whatever stands beside it."""

    SERVICE = 0
    SERVICE_OR_NAME = 1  # a service unless words of a name stand beside it
    ALONE = 2  # a service only if the text asks for nothing else: "treatment"
    NAME = 3
    FILLER = 4
    NEGATION = 5


class Entry(NamedTuple):
    """A phrase: what it is and the services it asks for (slugs)."""

    kind: Kind
    services: tuple[str, ...] = ()


class Vocabulary:
    """The phrases of words.csv and of a Taxonomy, as trees of keys: {key: {key: {"": Entry}}}."""

    def __init__(self, known: Taxonomy):
        self.taxonomy = known
        # A code that only a published file knows has no name of ours.
        self.phrases = dict(_taxonomy_phrases(known))
        self.phrases.update(_written_phrases(known.by_slug))
        self.spelling = Spelling(self._meanings())
        # Read as they stand: as guesses for a typo they would compete with English words.
        self.phrases = dict(_translated_phrases(known)) | self.phrases
        self._add_joined()
        self.services = _tree(self.phrases)
        self.fillers = _tree(
            {
                **dict.fromkeys(fillers.ALWAYS, Entry(Kind.FILLER)),
                **dict.fromkeys(fillers.NEGATIONS, Entry(Kind.NEGATION)),
            }
        )
        self.surfaces = _surfaces()

    def correct(self, typed_key):
        """Return the known word that a misspelt one must have been, or ""."""
        return self.spelling.nearest(typed_key)

    def _add_joined(self):
        for phrase, entry in list(self.phrases.items()):
            joined = "".join(phrase)
            if len(phrase) == 2 and len(joined) >= SHORTEST_JOINED and joined.isalpha():
                self.phrases.setdefault((joined,), entry)

    def _meanings(self):
        """Return {word: what it means}: what a typo may be read as. No codes, no other typos."""
        meanings = dict.fromkeys(fillers.KINDS, Kind.FILLER)
        spelt = {content(phrase): language for phrase, _slugs, language in written()}
        codes = {(stem(plain(one.code)),) for one in self.taxonomy.services.values()}
        for phrase, entry in sorted(self.phrases.items(), key=lambda item: len(item[0])):
            is_right = spelt.get(phrase) != TYPO and (phrase in spelt or phrase not in codes)
            if entry.services and is_right and len(phrase) <= LONGEST_LABEL:
                for word in phrase:
                    meanings.setdefault(word, entry.services if len(phrase) == 1 else word)
        return meanings


# Cutting them takes most of the time of a new Vocabulary. Of our own phrases alone: what
# visitors type never comes here.
@lru_cache(maxsize=20_000)
def content(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase without the small words that are skipped anyway."""
    return tuple(word for word in stems(phrase) if word not in fillers.SMALL)


@cache
def written():
    """Return the rows of words.csv: [(phrase, slugs, language)]; no slugs: it stays a name."""
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return [
            (row["phrase"], tuple(row["services"].split()), row["language"])
            for row in csv.DictReader(lines)
        ]


@cache
def _surfaces():
    """Return {key: the word as words.csv spells it}, to show what a typo was read as."""
    found = {word: word for word in fillers.KINDS}
    for phrase, _slugs, language in written():
        if language != TYPO:
            for word in words(phrase):
                found.setdefault(word.stem, phrase[word.start : word.end])
    return found


def _written_phrases(by_slug):
    for phrase, slugs, _language in written():
        if all(slug in by_slug for slug in slugs):
            entry = _entry(content(phrase), [by_slug[slug] for slug in slugs])
            yield content(phrase), entry if slugs else Entry(Kind.NAME)
    for slug, ages in AGES_OF_SLUGS.items():
        if slug in by_slug:
            for age in ages:
                for form in AGES:
                    yield content(form.format(age)), Entry(Kind.SERVICE, (slug,))


def _taxonomy_phrases(known):
    """Yield the phrases of what can be asked for, those that others override first."""
    yield from _own_phrases(known, (_codes, _labels, _names))


def _translated_phrases(known):
    """Yield the phrases of what services are called in other languages than English."""
    for language, _name in settings.LANGUAGES:
        if language != settings.LANGUAGE_CODE:
            yield from _own_phrases(known.in_language(language), (_names,))


def _own_phrases(known, kinds):
    askable = [one for one in known.services.values() if not one.declines]
    for texts in kinds:
        found = [(phrase, one) for one in askable for phrase in set(texts(one)) if phrase]
        shared = Counter(phrase for phrase, _one in found)
        for phrase, one in found:
            if shared[phrase] == 1:
                yield phrase, _entry(phrase, [one])


def _codes(service):
    if len(service.code) >= SHORTEST_CODE and service.code not in CODES_THAT_ARE_WORDS:
        yield (stem(plain(service.code)),)


def _labels(service):
    if len(phrase := content(service.source_label)) <= LONGEST_LABEL:
        yield phrase


def _names(service):
    yield content(service.name)
    yield content(BRACKETS.sub("", service.name))


def _entry(phrase, services):
    slugs = tuple(one.slug for one in services)
    if len(phrase) == 1 and phrase[0] in fillers.KINDS:
        return Entry(Kind.ALONE, slugs)
    is_of_names = (
        phrase in OF_NAMES
        or any(one.group.slug in GROUPS_OF_NAMES for one in services)
        or phrase in {(stem(plain(one.code)),) for one in services}
    )
    return Entry(Kind.SERVICE_OR_NAME if is_of_names else Kind.SERVICE, slugs)


OF_NAMES = {
    tuple(word for word in phrase if word not in fillers.SMALL) for phrase in fillers.OF_NAMES
}


def _tree(phrases):
    root = {}
    for phrase, entry in phrases.items():
        node = root
        for word in phrase:
            node = node.setdefault(word, {})
        node[""] = entry
    return root


# One for all languages: words.csv has the phrases of each.
_vocabulary = Derived(Vocabulary, version=lambda: taxonomy().original)


def vocabulary(known: Taxonomy) -> Vocabulary:
    """Return the Vocabulary of a Taxonomy: built anew only when the Taxonomy is another."""
    return _vocabulary.of(known.original)
