"""What each phrase means: those of words.csv, and those a Taxonomy has itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from facilities.models import Service
from facilities.taxonomy import Taxonomy
from search.language import fillers, topics
from search.language.written import WHOLE, written
from text import languages
from text.analysis import stem
from text.spans import plain, stems

# In these groups a service's name is part of facilities' names, too: "general hospital".
GROUPS_OF_NAMES = {"facility-kind", "operation"}
# A label longer than this is a definition, not a phrase someone types.
LONGEST_LABEL = 4
# Codes of three letters are initials of facilities' names; these longer ones are words.
SHORTEST_CODE = 4
CODES_THAT_ARE_WORDS = {"MALE", "PEER", "PEON", "PAIN", "BEER", "FREE"}
BRACKETS = re.compile(r"\s*\([^)]*\)")
AGES = languages.phrases("search.txt", "ages")
AGES_OF_SLUGS = {
    "teens": range(4, 18),
    "young-adults": range(18, 26),
    "adults": range(26, 65),
    "older-adults": range(65, 100),
}


def _content_of(phrases: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    return {tuple(word for word in phrase if word not in fillers.SMALL) for phrase in phrases}


OF_NAMES = _content_of(fillers.OF_NAMES)
ALONE = _content_of(fillers.ALONE)
# The service of "for my wife": who treats women, whether or not others as well.
TAKES_WOMEN = "accepts-women"


class PhraseKind(IntEnum):
    """What a phrase is. A SERVICE is one whatever stands beside it."""

    SERVICE = 0
    SERVICE_OR_NAME = 1  # a service unless words of a name stand beside it
    ALONE = 2  # a service only if the text asks for nothing else: "treatment"
    NAME = 3
    TOPIC = 4  # what no list knows: it has an answer of its own (`topics`)
    FILLER = 5
    NEGATION = 6


class Meaning(NamedTuple):
    """What a phrase means: its kind, and the services it asks for (slugs)."""

    kind: PhraseKind
    services: tuple[str, ...] = ()


# Cutting them takes most of the time of a new Vocabulary. Of our own phrases alone: what
# visitors type never comes here.
@lru_cache(maxsize=20_000)
def content(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase without the small words that are skipped anyway."""
    return tuple(word for word in stems(phrase) if word not in fillers.SMALL)


def written_phrases(by_slug: dict[str, Service]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    for phrase, slugs, language in written():
        if language != WHOLE and all(slug in by_slug for slug in slugs):
            meaning = _meaning(content(phrase), [by_slug[slug] for slug in slugs])
            yield content(phrase), meaning if slugs else Meaning(PhraseKind.NAME)
    for slug, ages in AGES_OF_SLUGS.items():
        if slug in by_slug:
            for age in ages:
                for form in AGES:
                    yield content(form.format(age)), Meaning(PhraseKind.SERVICE, (slug,))


def whole_texts(by_slug: dict[str, Service]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the texts that ask for something only if nothing else is typed: "ice"."""
    for phrase, slugs, language in written():
        if language == WHOLE and all(slug in by_slug for slug in slugs):
            yield stems(phrase), Meaning(PhraseKind.SERVICE, slugs)


def is_for_a_woman(typed: str) -> bool:
    """Tell whether words as typed say that it is for a woman: "my wife"."""
    return stems(typed) in fillers.FOR_A_WOMAN


def whole_phrases(by_slug: dict[str, Service]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the phrases whose smallest words count: "my wife" asks for more than "wife"."""
    if TAKES_WOMEN in by_slug:
        for phrase in fillers.FOR_A_WOMAN:
            yield phrase, Meaning(PhraseKind.SERVICE, (TAKES_WOMEN,))


def topic_phrases() -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the phrases of topics that ask for no service: "test strips" are no medicine."""
    for phrase in topics.claiming():
        yield phrase, Meaning(PhraseKind.TOPIC)


def taxonomy_phrases(taxonomy: Taxonomy) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the phrases of what can be asked for, those that others override first."""
    yield from _own_phrases(taxonomy, (_codes, _labels, _names))


def translated_phrases(taxonomy: Taxonomy) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the phrases of what services are called in other languages than English."""
    for language, _name in settings.LANGUAGES:
        if language != settings.LANGUAGE_CODE:
            yield from _own_phrases(taxonomy.in_language(language), (_names,))


def _own_phrases(
    taxonomy: Taxonomy, kinds: Iterable[Callable[[Service], Iterator[tuple[str, ...]]]]
) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the phrases of each kind that belong to one service alone."""
    askable = [service for service in taxonomy.services.values() if not service.declines]
    for texts in kinds:
        pairs = [(text, service) for service in askable for text in set(texts(service)) if text]
        shared = Counter(phrase for phrase, _service in pairs)
        for phrase, service in pairs:
            if shared[phrase] == 1:
                yield phrase, _meaning(phrase, [service])


def _codes(service: Service) -> Iterator[tuple[str, ...]]:
    if len(service.code) >= SHORTEST_CODE and service.code not in CODES_THAT_ARE_WORDS:
        yield (stem(plain(service.code)),)


def _labels(service: Service) -> Iterator[tuple[str, ...]]:
    if len(phrase := content(service.source_label)) <= LONGEST_LABEL:
        yield phrase


def _names(service: Service) -> Iterator[tuple[str, ...]]:
    yield content(service.name)
    yield content(BRACKETS.sub("", service.name))


def _meaning(phrase: tuple[str, ...], services: list[Service]) -> Meaning:
    slugs = tuple(service.slug for service in services)
    if phrase in ALONE or (len(phrase) == 1 and phrase[0] in fillers.KINDS):
        return Meaning(PhraseKind.ALONE, slugs)
    is_of_names = (
        phrase in OF_NAMES
        or any(service.group.slug in GROUPS_OF_NAMES for service in services)
        or phrase in {(stem(plain(service.code)),) for service in services}
    )
    return Meaning(PhraseKind.SERVICE_OR_NAME if is_of_names else PhraseKind.SERVICE, slugs)
