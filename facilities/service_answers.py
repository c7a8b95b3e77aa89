"""What sources say of services: who offers each, who doesn't, and who doesn't say.

The rule stands here alone. It works on sets of facilities, as whole numbers with a bit for
each: the search index asks it about the whole directory, a page about one facility.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from facilities.models import Correction, Edition, Facility
from facilities.taxonomy import SUBSTANCE_USE, Taxonomy


@dataclass
class EditionAnswers:
    """A current edition: whom it lists, and {code: who names it}, as bits."""

    kind: str
    asked: frozenset[str]
    listed: int
    codes: dict[str, int]


@dataclass
class ServiceAnswers:
    """The answers of some facilities; every set of them is bits.

    `offered`: {service pk: who offers it}. `corrections`: [(bit of a facility, Correction in
    force that pages speak of)].
    """

    taxonomy: Taxonomy
    everyone: int
    offered: dict[int, int]
    editions: list[EditionAnswers]
    corrections: Iterable[tuple[int, Correction]] = ()
    _denying: dict[int, int] = field(default_factory=dict)
    _answering: dict[int, list[int]] = field(default_factory=dict)

    def offering(self, service: int) -> int:
        return self.offered.get(service, 0)

    def denying(self, service: int) -> int:
        """Return who answered what this service is about and didn't name it, or declines it."""
        if service not in self._denying:
            self._denying[service] = self._find_denying(service)
        return self._denying[service]

    def not_reporting(self, service: int) -> int:
        """Return those of whom no source says whether they offer a service."""
        return self.everyone & ~self.offering(service) & ~self.denying(service)

    @cached_property
    def mental_health_only(self) -> int:
        """Return who is listed for mental health care alone and names no substance use."""
        treating = self.offering(self.taxonomy.by_code[SUBSTANCE_USE].pk)
        elsewhere = only = 0
        for edition in self.editions:
            if edition.kind == Edition.Kind.MH:
                only |= edition.listed
            else:
                elsewhere |= edition.listed
        return only & ~elsewhere & ~treating

    def _find_denying(self, service):
        denying = 0
        for decliner in self.taxonomy.denied_by.get(service, ()):
            denying |= self.offering(decliner)
        answering = self._answering_about(self.taxonomy.services[service].group_id)
        for edition, facilities in zip(self.editions, answering, strict=True):
            if self.taxonomy.codes[service] & edition.asked:
                denying |= facilities
        denying &= ~self._corrected(Correction.What.UNCLEAR, service)
        denying |= self._corrected(Correction.What.NOT_OFFERED, service)
        return denying & ~self.offering(service)

    def _answering_about(self, group):
        """Return for each edition who names a code of a group in it."""
        if group not in self._answering:
            codes = [code for code, pks in self.taxonomy.groups_of_code.items() if group in pks]
            self._answering[group] = [
                _union(edition.codes.get(code, 0) for code in codes) for edition in self.editions
            ]
        return self._answering[group]

    def _corrected(self, kind, service):
        """Return whose corrections of a kind cover a service."""
        return _union(
            facilities
            for (of_kind, pk), facilities in self._by_correction.items()
            if of_kind == kind and self.taxonomy.includes(pk, service)
        )

    @cached_property
    def _by_correction(self):
        """Return {(kind of correction, service pk): whose corrections say so}."""
        facilities = {}
        for bit, correction in self.corrections:
            if correction.service_id:
                key = correction.what, correction.service_id
                facilities[key] = facilities.get(key, 0) | bit
        return facilities


def answers_of(facility: Facility, taxonomy: Taxonomy) -> ServiceAnswers:
    """Return the answers of one facility, which is bit 0; no query beyond its own rows."""
    return ServiceAnswers(
        taxonomy,
        everyone=1,
        offered=dict.fromkeys(facility.service_pks, 1),
        editions=[
            EditionAnswers(
                kind=listing.edition.kind,
                asked=frozenset(listing.edition.asked_codes),
                listed=1,
                codes=dict.fromkeys(listing.codes.split(), 1),
            )
            for listing in facility.listings.all()
            if listing.edition.is_current
        ],
        corrections=[(1, correction) for correction in facility.corrections_now],
    )


def _union(sets):
    union = 0
    for facilities in sets:
        union |= facilities
    return union
