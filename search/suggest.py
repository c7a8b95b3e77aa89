"""What the first letters of a search may become: places, services, facilities."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from derived import Derived
from facilities.models import Facility, Service
from facilities.taxonomy import Taxonomy, taxonomy
from places.models import Kind
from places.resolution import ResolvedPlace
from places.suggest import suggest as suggest_places
from search import index
from search.filters import SERVICE_PARAMETERS
from search.language.written import written
from text.analysis import words as plain_words

# ([(language, name, pk)], sorted [(phrase, [pk, …])])
Spellings = tuple[list[tuple[str, str, int]], list[tuple[str, list[int]]]]

# Fewer letters match nearly everything.
SHORTEST = 2
# Of each kind, so that a phone's screen shows some of every kind.
MOST = 4


@dataclass(frozen=True)
class Suggestion:
    """`text` to choose and what it is; `url` leads there. `where` is a place's, to type again."""

    kind: str
    text: str
    detail: str
    url: str
    where: str = ""
    q: str = ""


def suggestions(text: str) -> list[Suggestion]:
    """Return what `text` may become: places, then services, then facilities, best first."""
    if len(text.strip()) < SHORTEST:
        return []
    return [
        *map(_of_place, suggest_places(text, MOST)),
        *_services(text),
        *_facilities(text),
    ]


def _search(**parameters: str) -> str:
    return f"{reverse('search')}?{urlencode(parameters)}"


def _of_place(place: ResolvedPlace) -> Suggestion:
    detail = f"{place.name}, {place.state}" if place.kind == Kind.ZIP else Kind(place.kind).label
    return Suggestion(
        "place", place.label, str(detail), _search(where=place.query), where=place.query
    )


def _services(text: str) -> Iterator[Suggestion]:
    for service in matching_services(text, taxonomy())[:MOST]:
        url = _search(**{service.group.parameter: service.slug})
        yield Suggestion("service", service.name, service.group.name, url)


def matching_services(text: str, catalog: Taxonomy) -> list[Service]:
    """Return the Services of `catalog` that `text` may become, the likeliest first.

    Those in whose name each of its words begins one, whatever the language; then those that
    people also call so (fixtures/taxonomy/words.csv), if it begins such a phrase.
    """
    typed = plain_words(text)
    if not typed:
        return []
    names, phrases = _spellings.of(catalog.original)
    start, words = " " + " ".join(typed), [" " + word for word in typed]
    here = get_language()
    named = [
        (not name.startswith(start), language != here, not catalog.services[pk].featured, rank, pk)
        for rank, (language, name, pk) in enumerate(names)
        if all(word in name for word in words)
    ]
    called = (pks for _phrase, pks in phrases[slice(*_begun(phrases, start))])
    ranked = dict.fromkeys([*(pk for *_rank, pk in sorted(named)), *chain.from_iterable(called)])
    return [catalog.services[pk] for pk in ranked]


def _spell(catalog: Taxonomy) -> Spellings:
    """Return ([(language, name, pk)], sorted [(phrase, [pk, …])]), a space before each word.

    `catalog` in the database's words; the names are those of all languages.
    """
    askable = {
        service.slug: service.pk
        for name in SERVICE_PARAMETERS
        for service in catalog.of_parameter(name)
    }
    names = [
        (language, _spelling(catalog.in_language(language).services[pk].name), pk)
        for language, _name in settings.LANGUAGES
        for pk in askable.values()
    ]
    phrases = [
        (_spelling(phrase), [askable[slug] for slug in slugs if slug in askable])
        for phrase, slugs, _language in written()
    ]
    phrases.sort(key=itemgetter(0))
    return names, phrases


_spellings = Derived(
    _spell, version=lambda: taxonomy().original, kept_as="spellings", made_of="taxonomy"
)


def _begun(phrases: list[tuple[str, list[int]]], start: str) -> tuple[int, int]:
    """Return the range of the sorted phrases that begin with `start`."""
    first = bisect_left(phrases, start, key=itemgetter(0))
    return first, bisect_left(phrases, start + "\uffff", first, key=itemgetter(0))


def _spelling(text: str) -> str:
    return " " + " ".join(plain_words(text))


def _facilities(text: str) -> Iterator[Suggestion]:
    directory = index.current()
    pks = [directory.pks[ordinal] for ordinal in directory.names.complete(text, MOST)]
    columns = ("name", "city", "state", "public_id", "slug")
    # One that an import has just removed is still in the index, but no longer here.
    by_pk = Facility.objects.listed().only(*columns).in_bulk(pks)
    for facility in filter(None, map(by_pk.get, pks)):
        place = f"{facility.city}, {facility.state}"
        yield Suggestion("facility", facility.name, place, facility.get_absolute_url())
