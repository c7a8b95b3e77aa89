"""Which facilities may be the same place as another: likely ones, and those searched for."""

import re
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from text.abbreviations.streets import street_in_short
from text.analysis import words

MOST = 20
# Fewer digits than a number has without its area code are part of a ZIP code or of an id.
LEAST_DIGITS = 7


@dataclass(frozen=True)
class Candidate:
    """A facility that may be the same place, and what it shares."""

    facility: Facility
    shared: tuple[str | Promise, ...] = ()


def likely(facility: Facility) -> list[Candidate]:
    """Return the Candidates that share a number or a street and ZIP code, both first."""
    numbers = _numbers(facility)
    nearby = Q(zip=facility.zip) & ~Q(street="") if facility.zip and facility.street else Q(pk=0)
    there = _unmerged(facility).filter(nearby | Q(phones__e164__in=numbers)).distinct()
    candidates = [
        Candidate(other, shared)
        for other in there.prefetch_related("phones").order_by("name", "pk")
        if (shared := _shared(facility, other, numbers))
    ]
    return sorted(candidates, key=lambda each: -len(each.shared))[:MOST]


def _numbers(facility: Facility) -> set[str]:
    return set(facility.phones.exclude(e164="").values_list("e164", flat=True))


def _shared(facility: Facility, other: Facility, numbers: set[str]) -> tuple[Promise, ...]:
    streets = [street_in_short(words(each.street)) for each in (facility, other)]
    is_there = streets[0] and streets[0] == streets[1] and facility.zip == other.zip
    has_number = numbers & set(map(attrgetter("e164"), other.phones.all()))
    shared = (bool(is_there), _("same street and ZIP code")), (bool(has_number), _("same number"))
    return tuple(label for is_so, label in shared if is_so)


def search(facility: Facility, text: str) -> list[Candidate]:
    """Return the first MOST Candidates of the name, city, ZIP code, id or number in a text."""
    candidates = _unmerged(facility)
    digits = re.sub(r"\D", "", text)[-10:]
    if len(digits) >= LEAST_DIGITS and not re.search(r"[^\W\d_]", text):
        candidates = candidates.filter(phones__e164__contains=digits).distinct()
    else:
        for word in text.split():
            candidates = candidates.filter(_names(word))
    numbers = _numbers(facility)
    listed = candidates.prefetch_related("phones").order_by("name", "city", "pk")[:MOST]
    return [Candidate(each, _shared(facility, each, numbers)) for each in listed]


def _names(word: str) -> Q:
    word = word.strip(",;")
    fields = ("name", "program", "city", "state", "zip", "public_id")
    names = Q()
    for field in fields:
        is_whole = field in ("state", "public_id")
        names |= Q(**{f"{field}__{'iexact' if is_whole else 'icontains'}": word})
    return names


def _unmerged(facility: Facility) -> QuerySet[Facility]:
    return Facility.objects.filter(merged_into=None).exclude(pk=facility.pk)
