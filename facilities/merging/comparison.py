"""Two facilities side by side, and what would be shown of them as one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.corrections.apply import Corrections, listings_of
from facilities.importing import editions
from facilities.importing.changes import read_locations
from facilities.listings.compose import Composed
from facilities.models import Correction, Facility, Listing, Service
from facilities.store.services import ServicesOfCodes

Words = str | Promise
# So many texts one doesn't read a third time.
LONG = 12


@dataclass(frozen=True)
class Shown:
    """What is shown of a place, as texts: [] for nothing."""

    name: list[str]
    program: list[str]
    address: list[str]
    numbers: list[str]
    website: list[str]
    highlights: list[str]
    services: list[str]


@dataclass(frozen=True)
class Line:
    """What two places say of a thing, and what is shown of it when they are one."""

    label: Words
    merged: list[str]
    survivor: list[str]
    together: list[str]

    @property
    def sides(self) -> tuple[list[str], list[str], list[str]]:
        """Return what stands side by side."""
        return self.merged, self.survivor, self.together

    @property
    def differs(self) -> bool:
        """Tell whether the two don't say the same."""
        return self.merged != self.survivor

    @property
    def lost(self) -> list[str]:
        """Return what either shows now and the two as one wouldn't."""
        before = dict.fromkeys([*self.merged, *self.survivor])
        return [text for text in before if text not in self.together]

    @property
    def gained(self) -> list[str]:
        """Return what only the two as one show."""
        return [text for text in self.together if text not in (*self.merged, *self.survivor)]

    @property
    def is_long(self) -> bool:
        """Tell whether what is shown of the two as one is better told as a difference."""
        return len(self.together) > LONG


LABELS = {
    "name": _("Name"),
    "program": _("Program"),
    "address": _("Address"),
    "numbers": _("Phone numbers"),
    "website": _("Website"),
    "highlights": _("Highlights"),
    "services": _("Services"),
}


@dataclass(frozen=True)
class Comparison:
    """Two facilities, and what making them one place would do."""

    merged: Facility
    survivor: Facility
    lines: list[Line]

    @property
    def places(self) -> list[Facility]:
        """Return both, the one that would go first."""
        return [self.merged, self.survivor]

    @property
    def listings(self) -> list[list[Listing]]:
        """Return the current Listings of each."""
        rows = Listing.objects.filter(edition__is_current=True)
        rows = rows.select_related("edition", "merged_from").defer("raw")
        return [list(rows.filter(facility=place)) for place in self.places]

    @property
    def corrections(self) -> list[list[Correction]]:
        """Return the corrections in force of each."""
        return [list(place.corrections.active()) for place in self.places]

    @property
    def lost(self) -> list[Line]:
        """Return the Lines of which something would be shown no more."""
        return [line for line in self.lines if line.lost]

    @property
    def resting(self) -> list[Correction]:
        """Return the corrections that would rest: what was confirmed of the merged one."""
        return self.corrections[0]

    @property
    def followers(self) -> list[Facility]:
        """Return what was merged into the one that would go: it would follow."""
        return list(self.merged.merged_from.all())


def compare(merged: Facility, survivor: Facility) -> Comparison:
    """Return the Comparison of what would go, `merged`, with what would stay."""
    names_of = dict(Service.objects.values_list("pk", "name"))
    sides = [_as_shown(facility, names_of) for facility in (merged, survivor)]
    together = _composed(merged, survivor)
    sides.append(_as_composed(together, names_of) if together else sides[1])
    lines = [
        Line(label, *(getattr(side, name) for side in sides)) for name, label in LABELS.items()
    ]
    return Comparison(merged, survivor, [_differing(line) for line in lines if any(line.sides)])


def _composed(merged: Facility, survivor: Facility) -> Composed | None:
    """Return the Composed of two facilities as one; None where nothing ever listed either."""
    pks = [survivor.pk, merged.pk]
    rows = Listing.objects.filter(facility__in=pks, edition__is_current=True)
    current = set(rows.values_list("facility", flat=True).order_by())
    listed = listings_of(current or pks)
    every = [each for pk in pks for each in listed.get(pk, ())]
    if not every:
        return None
    corrections = Corrections([survivor.pk])
    composed = corrections.over(survivor.pk, every, read_locations(), editions.coverage())
    removed = corrections.removed(survivor.pk)
    kept = tuple(code for code in composed.codes if code not in removed)
    return composed._replace(codes=kept)


def _as_shown(facility: Facility, names_of: dict[int, str]) -> Shown:
    phones = [phone.display for phone in facility.phones.all()]
    return _shown(vars(facility), phones, sorted(names_of[pk] for pk in facility.service_pks))


def _as_composed(composed: Composed, names_of: dict[int, str]) -> Shown:
    services = sorted(names_of[pk] for pk in ServicesOfCodes()(composed.codes))
    return _shown(composed.fields, [phone.display for phone in composed.phones], services)


def _shown(fields: dict[str, Any], phones: list[str], services: list[str]) -> Shown:
    area = f"{fields['city']}, {fields['state']} {fields['zip']}".strip()
    door = [fields["street"], fields["street2"]]
    return Shown(
        name=[fields["name"]],
        program=_texts([fields["program"]]),
        address=[", ".join(_texts([*door, area]))],
        numbers=phones,
        website=_texts([fields["website"]]),
        highlights=_texts(fields["highlights"].splitlines()),
        services=services,
    )


def _texts(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _differing(line: Line) -> Line:
    """Return a Line of services without those that both name and go on naming."""
    if line.label != LABELS["services"]:
        return line
    same = set(line.merged) & set(line.survivor) & set(line.together)
    texts = ([text for text in side if text not in same] for side in line.sides)
    return Line(_("Services that differ"), *texts)
