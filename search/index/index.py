"""The listed facilities in memory: who offers what, where, under which name."""

from array import array
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from facilities.models import Correction, Edition
from facilities.models.facility import EXACT
from facilities.taxonomy import SUBSTANCE_USE, Taxonomy
from search.index.names import NameIndex
from search.index.points import Points
from search.index.spots import Spots


class Entry(NamedTuple):
    """A listed facility; `phone`: PHONE_FIELDS of the number to call, the main one or the
    first of the others, or None."""

    pk: int
    public_id: str
    slug: str
    name: str
    program: str
    street: str
    city: str
    state: str
    zip: str
    county: str
    address_withheld: bool
    latitude: float | None
    longitude: float | None
    precision: str
    highlights: str
    phone: tuple | None

    @property
    def is_exact(self) -> bool:
        """Whether its position is that of its door, not the middle of an area."""
        return self.precision in EXACT


ENTRY_FIELDS = Entry._fields[:-1]
PHONE_FIELDS = "kind position display e164 extension answered_by".split()


@dataclass
class EditionSets:
    """A current edition: whom it lists, and {code: who names it}, as bits."""

    kind: str
    asked: frozenset[str]
    listed: int
    codes: dict[str, int]


@dataclass(eq=False)
class Index:
    """
    Sets of facilities are bits (see bits.py); a position is a facility's rank by name.

    `taxonomy` is in the database's words: pages show `taxonomy.localized`.
    `entries` and `pks` by position, `position` by pk; `states` and `counties` ({"MA": bits},
    {("MA", "Norfolk County"): bits}); `services` ({service pk: bits}); `real`: what
    something else than the invented demo lists; `corrections` ({pk: [Correction]}): those in
    force, of facilities that aren't listed any more, too.
    """

    token: str
    taxonomy: Taxonomy
    entries: list[Entry]
    pks: array
    position: dict[int, int]
    names: NameIndex
    points: Points
    states: dict[str, int]
    counties: dict[tuple[str, str], int]
    services: dict[int, int]
    editions: list[EditionSets]
    real: int
    corrections: dict[int, list[Correction]]
    _denied: dict[int, int] = field(default_factory=dict)

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.pks)) - 1

    @cached_property
    def spots(self) -> Spots:
        return Spots(self.entries)

    def offering(self, service: int) -> int:
        return self.services.get(service, 0)

    def denying(self, service: int) -> int:
        """Return who answered what this service is about and didn't name it, or declines it."""
        if service not in self._denied:
            self._denied[service] = self._find_denying(service)
        return self._denied[service]

    def not_reporting(self, service: int) -> int:
        """Return those of whom no source says whether they offer a service."""
        return self.everything & ~self.offering(service) & ~self.denying(service)

    def _find_denying(self, service):
        group = self.taxonomy.services[service].group_id
        denying = 0
        for other in self.taxonomy.denied_by.get(service, ()):
            denying |= self.offering(other)
        for edition in self.editions:
            if self.taxonomy.codes[service] & edition.asked:
                for code, groups in self.taxonomy.groups_of_code.items():
                    if group in groups:
                        denying |= edition.codes.get(code, 0)
        for other, found in self.found_out[Correction.What.UNCLEAR].items():
            if self.taxonomy.includes(other, service):
                denying &= ~found
        for other, found in self.found_out[Correction.What.NOT_OFFERED].items():
            if self.taxonomy.includes(other, service):
                denying |= found
        return denying & ~self.offering(service)

    @cached_property
    def found_out(self) -> dict[str, dict[int, int]]:
        """Return {kind of correction: {service pk: of whom it was found out}}."""
        kinds = Correction.What.NOT_OFFERED, Correction.What.UNCLEAR, Correction.What.OFFERED
        found = {what: {} for what in kinds}
        for pk, corrections in self.corrections.items():
            for one in corrections:
                if one.service_id and pk in self.position:
                    of_kind, bit = found[one.what], 1 << self.position[pk]
                    of_kind[one.service_id] = of_kind.get(one.service_id, 0) | bit
        return found

    def seeks_number(self, pk: int) -> bool:
        """Tell whether a facility's number to call was found wrong, and none is known."""
        corrections = self.corrections.get(pk, ())
        return any(one.what == Correction.What.PHONE and one.is_gone for one in corrections)

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

    @cached_property
    def serving_only(self) -> dict[int, int]:
        """Return {service pk: who serves only these people}."""
        return {
            pk: self.offering(pk)
            for pk, service in self.taxonomy.services.items()
            if service.is_serves_only and self.offering(pk)
        }

    @cached_property
    def opened_by(self) -> dict[int, frozenset[int]]:
        """Return {service pk: the serves-only pks that asking for it asks for, too}."""
        return {
            pk: only
            for pk in self.taxonomy.services
            if (only := frozenset(o for o in self.serving_only if self.taxonomy.asks_for(pk, o)))
        }

    def on_card(self, position: int) -> list[int]:
        """Return the services of a facility that its card shows, in order."""
        byte, bit = position >> 3, position & 7
        return [pk for pk in self.taxonomy.on_cards if self._bytes[pk][byte] >> bit & 1]

    def offered(self, position: int) -> list[int]:
        """Return for each service of the taxonomy whether a facility offers it: 1 or 0."""
        byte, bit = position >> 3, position & 7
        return [raw[byte] >> bit & 1 for raw in self._bytes.values()]

    @cached_property
    def _bytes(self):
        # To look at one bit of a number, all those above it are copied.
        size = len(self.pks) // 8 + 1
        return {pk: self.offering(pk).to_bytes(size, "little") for pk in self.taxonomy.services}

    def is_real(self, position: int) -> bool:
        return bool(self.real >> position & 1)

    def is_mental_health_only(self, position: int) -> bool:
        return bool(self.mental_health_only >> position & 1)
