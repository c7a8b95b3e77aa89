"""Browsing without a search: states, their cities, and how many facilities each has.

All of it is read from the index of searches, so that numbers agree with theirs: listed are the
places that treat addiction, those for certain people only among them.
"""

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest

from django.urls import reverse
from django.utils.text import slugify

from derived import Derived
from places.models import Kind
from places.resolve import resolve
from places.states import STATES
from search import index as directory
from search.index.bits import Members, bits_of, ordinals_of
from search.index.points import miles_of

FEW = 5
AROUND_MILES = 50
MOST_AROUND = 10


# {StateSummary: its CitySummaries} of an Index: who finds nothing is shown the whole city.
_kept = Derived(lambda _index: {}, version=directory.current)


@dataclass(frozen=True)
class StateSummary:
    """A state or territory by its two letters, and how many facilities are listed in it.

    `left_out`: how many more are listed for mental health care only; `unlisted`: how many the
    newest lists no longer have.
    """

    code: str
    name: str
    count: int
    left_out: int = 0
    unlisted: int = 0

    @property
    def slug(self):
        return slugify(self.name)

    @property
    def where(self):
        """Return what to type to look here: "New York State", for New York is a city."""
        place = resolve(self.code).place
        return place.query if place else self.code

    def get_absolute_url(self):
        return reverse("state", args=[self.slug])


@dataclass(frozen=True)
class CitySummary:
    """A city as the directory spells it; `spellings` that give the same slug count as one.

    `left_out`: how many more are listed for mental health care only.
    """

    name: str
    slug: str
    state: StateSummary
    count: int
    spellings: tuple[str, ...]
    left_out: int = 0

    @property
    def where(self):
        """Return what to search for to look around here."""
        return f"{self.name}, {self.state.code}"

    def get_absolute_url(self):
        return reverse("city", args=[self.state.slug, self.slug])


def states():
    """Return a StateSummary of every state, by name, those without a facility too."""
    index = directory.current()
    return sorted((_state(code, index) for code in STATES), key=lambda state: state.name)


def state_of(slug):
    """Return the StateSummary of `massachusetts` or `ma`, or None."""
    for code, us_state in STATES.items():
        if slug.lower() in (slugify(us_state.name), code.lower()):
            return _state(code, directory.current())
    return None


def _state(code, index):
    there = index.states.get(code, 0)
    count = (there & index.treating).bit_count()
    gone = index.unlisted.states.get(code, 0) & index.unlisted.treating
    left_out = there.bit_count() - count
    return StateSummary(code, STATES[code].name, count, left_out, gone.bit_count())


def cities(state):
    """Return the CitySummaries of a StateSummary that list a facility, by name."""
    summaries = filter(lambda city: city.count, _cities(state))
    return sorted(summaries, key=lambda city: city.name)


def city_of(state, slug):
    """Return the CitySummary with that slug in a StateSummary, or None."""
    return next((city for city in _cities(state) if city.slug == slug), None)


def _cities(state):
    """Return the CitySummaries of a StateSummary, those with mental health care alone, too."""
    index = directory.current()
    kept = _kept.of(index)
    if state not in kept:
        kept[state] = _cities_in(state, index)
    return kept[state]


def _cities_in(state, index):
    there = index.states.get(state.code, 0)
    spelled, treating = (
        Counter(index.entries.town(ordinal)[0] for ordinal in ordinals_of(bits))
        for bits in (there, there & index.treating)
    )
    by_slug = {}
    for city in sorted(spelled, key=lambda city: (-spelled[city], city)):
        by_slug.setdefault(slugify(city), []).append(city)
    return [
        CitySummary(
            names[0],
            slug,
            state,
            count := sum(treating[name] for name in names),
            tuple(names),
            sum(spelled[name] for name in names) - count,
        )
        for slug, names in by_slug.items()
    ]


def whole_lists(place):
    """Return the CitySummary and StateSummary a ResolvedPlace lies in that list facilities.

    For a search that found nothing: all there is, whatever was asked for.
    """
    state = place and state_of(place.state)
    if not state or not state.count:
        return []
    city = place.kind in (Kind.CITY, Kind.ZIP) and city_of(state, slugify(place.name))
    return [summary for summary in (city, state) if summary]


def members(place):
    """Return the facilities of a StateSummary or CitySummary, as bits."""
    index = directory.current()
    state = getattr(place, "state", place)
    there = index.states.get(state.code, 0) & index.treating
    if place is state:
        return there
    town = index.entries.town
    city = (p for p in ordinals_of(there) if town(p)[0] in place.spellings)
    return bits_of(city, len(index.pks))


def facilities_in(place):
    """Return the pks of a place's facilities, those at one address together.

    A city's by name, a state's by city and name.
    """
    index, bits = directory.current(), members(place)
    ordinals = ordinals_of(bits)
    if not isinstance(place, CitySummary):
        ordinals = by_city(ordinals, index)
    return [index.pks[p] for p in index.addresses.together(ordinals, Members(bits))]


def by_city(ordinals, index):
    """Return ordinals in the order of their cities, within each as they came."""
    town, ordinals = index.entries.town, list(ordinals)
    slugs = {city: slugify(city) for city, _state in set(map(town, ordinals))}
    return sorted(ordinals, key=lambda ordinal: slugs[town(ordinal)[0]])


def around(city):
    """Return [(pk, miles)] of the nearest facilities outside a city that has few of its own."""
    if city.count >= FEW:
        return []
    place = resolve(city.where).place
    if place is None:
        return []
    index = directory.current()
    near = index.points.around(place.point, AROUND_MILES)
    outside = index.treating & ~members(city)
    nearest = nsmallest(MOST_AROUND, (hit for hit in near if outside >> hit[1] & 1))
    return [(index.pks[ordinal], miles_of(chord)) for chord, ordinal in nearest]
