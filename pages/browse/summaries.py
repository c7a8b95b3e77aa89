"""Browsing without a search: states, their cities, and how many facilities each has."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.text import slugify

from facilities.models import Facility
from places.models import Kind
from places.resolve import resolve
from places.states import STATES

FEW = 5
AROUND_MILES = 50
MOST_AROUND = 10


@dataclass(frozen=True)
class StateSummary:
    """A state or territory by its two letters, and how many facilities are listed in it."""

    code: str
    name: str
    count: int

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
    """A city as the directory spells it; `spellings` that give the same slug count as one."""

    name: str
    slug: str
    state: StateSummary
    count: int
    spellings: tuple[str, ...]

    @property
    def where(self):
        """Return what to search for to look around here."""
        return f"{self.name}, {self.state.code}"

    def get_absolute_url(self):
        return reverse("city", args=[self.state.slug, self.slug])


def states():
    """Return a StateSummary of every state, by name, those without a facility too."""
    rows = Facility.objects.listed().values("state").annotate(count=Count("pk")).order_by()
    counts = {row["state"]: row["count"] for row in rows}
    summaries = [
        StateSummary(code, us_state.name, counts.get(code, 0)) for code, us_state in STATES.items()
    ]
    return sorted(summaries, key=lambda state: state.name)


def state_of(slug):
    """Return the StateSummary of `massachusetts` or `ma`, or None."""
    for code, us_state in STATES.items():
        if slug.lower() in (slugify(us_state.name), code.lower()):
            count = Facility.objects.listed().in_state(code).count()
            return StateSummary(code, us_state.name, count)
    return None


def cities(state):
    """Return the CitySummaries of a StateSummary, by name."""
    rows = Facility.objects.listed().in_state(state.code).values("city")
    counts, spellings = Counter(), {}
    for row in rows.annotate(count=Count("pk")).order_by("-count", "city"):
        slug = slugify(row["city"])
        counts[slug] += row["count"]
        spellings.setdefault(slug, []).append(row["city"])
    return sorted(
        (
            CitySummary(names[0], slug, state, counts[slug], tuple(names))
            for slug, names in spellings.items()
        ),
        key=lambda city: city.name,
    )


def city_of(state, slug):
    """Return the CitySummary with that slug in a StateSummary, or None."""
    return next((city for city in cities(state) if city.slug == slug), None)


def whole_lists(place):
    """Return the CitySummary and StateSummary a ResolvedPlace lies in that list facilities.

    For a search that found nothing: all there is, whatever was asked for. Two queries.
    """
    state = place and state_of(place.state)
    if not state or not state.count:
        return []
    city = place.kind in (Kind.CITY, Kind.ZIP) and city_of(state, slugify(place.name))
    return [summary for summary in (city, state) if summary]


def facilities_in(city):
    """Return the facilities of a CitySummary, by name."""
    facilities = Facility.objects.listed().in_state(city.state.code)
    return facilities.filter(city__in=city.spellings).order_by("name", "public_id")


def around(city):
    """Return [(pk, miles)] of the nearest facilities outside a city that has few of its own."""
    if city.count >= FEW:
        return []
    place = resolve(city.where).place
    if place is None:
        return []
    near = Facility.objects.listed().near(place.point, AROUND_MILES)
    near = near.exclude(state=city.state.code, city__in=city.spellings)
    near = near.order_by("distance", "name", "public_id")
    return list(near.values_list("pk", "distance")[:MOST_AROUND])
