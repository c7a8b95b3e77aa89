"""The listed facilities in memory: who offers what, where, under which name."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from derived.packed import Table
from facilities.corrections.kinds import kind_of
from facilities.models import Correction, Questionnaire
from facilities.numbers import Dialable, NumberToCall, numbers_to_call
from facilities.service_answers import ListAnswers, ServiceAnswers
from facilities.taxonomy import Taxonomy
from search.index.addresses import Addresses
from search.index.bits import Bits, Members, bits_of, ordinals_of
from search.index.entries import Entries, Ordinals
from search.index.hits import Matches
from search.index.names import NameIndex
from search.index.places import Places
from search.index.points import Points
from search.index.spots import Spots
from search.index.view import View

# What an opioid treatment program is certified to give, by slug.
CERTIFIED_FOR = frozenset({"methadone", "mat"})


@dataclass(eq=False)
class Index:
    """The listed facilities in memory.

    An ordinal is a facility's rank by name.
    `taxonomy` is in the database's words: pages show `taxonomy.localized`.
    `entries` and `pks` by ordinal, `ordinals` by pk; `states` ({"MA": bits}); `places`: all in the
    order of places; `cities`: who has a city in its address, by any of its names (`of_city`; they
    outlast a new gazetteer); `services` ({service pk: bits}); `real`: what something else than the
    invented demo lists; `corrections` ({pk: [Correction]}): those in force, of facilities that
    aren't listed any more, too.
    `addresses`: who shares one.
    `unlisted`: the Index of those that the newest lists lack; None in that one.
    """

    token: str
    taxonomy: Taxonomy
    entries: Entries
    pks: "array[int]"
    ordinals: Ordinals
    names: NameIndex
    places: Places
    points: Points
    addresses: Addresses
    states: dict[str, Bits]
    cities: Table[bytes]
    services: dict[int, Bits]
    lists: list[ListAnswers]
    real: Bits
    corrections: dict[int, list[Correction]]
    unlisted: "Index | None" = None

    @cached_property
    def everything(self) -> Bits:
        return (1 << len(self.pks)) - 1

    @cached_property
    def by_id(self) -> "array[int]":
        """Return the ordinals in the order of public ids."""
        return array("q", sorted(range(len(self.entries)), key=self.public_id))

    def of_city(self, state: str, key: str, county: str) -> "array[int]":
        """Return the positions of who has a city in its address. `key`: places.names."""
        return array("I", self.cities.get(city_key(state, key, county), b""))

    def public_id(self, ordinal: int) -> str:
        return self.entries[ordinal].public_id

    @cached_property
    def spots(self) -> Spots:
        return Spots(self.entries, self.places.order)

    @property
    def placed(self) -> Bits:
        """Return whom a map may show."""
        return self.spots.placed

    @cached_property
    def located(self) -> Bits:
        """Return who is somewhere on the map, be it the middle of a ZIP code."""
        here = (p for p, entry in enumerate(self.entries) if entry.latitude is not None)
        return bits_of(here, len(self.pks))

    def laid(self, name: str, service: int | None = None) -> bytes:
        """Return one of this index's sets by position: an attribute, or of a service (pk)."""
        laid = self._laid.get((name, service))
        if laid is None:
            answer = getattr(self, name)
            laid = self.places.laid(answer if service is None else answer(service))
            self._laid[name, service] = laid
        return laid

    @cached_property
    def _laid(self) -> dict[tuple[str, int | None], bytes]:
        return {}

    @cached_property
    def state_views(self) -> dict[str, View]:
        """Return {"MA": its View}."""
        ranges = self.places.states.items()
        return {state: View(self, [(each.start, each.stop)], True) for state, each in ranges}

    # The whole country is a View, too: of the sets as they are.

    def ordinals_in(self, bits: Bits) -> list[int]:
        return ordinals_of(bits)

    def first(self, bits: Bits, stop: int) -> list[int]:
        return ordinals_of(bits, 0, stop)

    def spread(self, bits: Bits) -> Bits:
        return bits

    def members(self, bits: Bits) -> Members:
        return Members(bits)

    def named(self, matches: Matches) -> Bits:
        return matches.bits

    def offering(self, service: int) -> Bits:
        return self.services.get(service, 0)

    def denying(self, service: int) -> Bits:
        return self.answers.denying(service)

    def not_reporting(self, service: int) -> Bits:
        if service not in self._not_reporting:
            self._not_reporting[service] = self.answers.not_reporting(service)
        return self._not_reporting[service]

    @cached_property
    def _not_reporting(self) -> dict[int, Bits]:
        return {}

    def perhaps_offering(self, service: int) -> Bits:
        """Return who doesn't say, but is certified for just this: shown, and to be asked."""
        if service not in self.certified_for:
            return 0
        return self.answers.unasked_programs & self.not_reporting(service)

    @cached_property
    def certified_for(self) -> frozenset[int]:
        services = self.taxonomy.services.items()
        return frozenset(pk for pk, service in services if service.slug in CERTIFIED_FOR)

    @property
    def mental_health_only(self) -> Bits:
        return self.answers.mental_health_only

    @cached_property
    def treating(self) -> Bits:
        """Return who is listed for addiction treatment, as far as a search looks for it."""
        return self.everything & ~self.mental_health_only

    @property
    def dual_diagnosis_only(self) -> Bits:
        return self.answers.dual_diagnosis_only

    @cached_property
    def answers(self) -> ServiceAnswers:
        """Return what sources say of services, of all listed facilities."""
        corrections = [
            (1 << self.ordinals[pk], correction)
            for pk, some in self.corrections.items()
            if pk in self.ordinals
            for correction in some
        ]
        return ServiceAnswers(
            self.taxonomy, self.everything, self.services, self.lists, corrections
        )

    @cached_property
    def lines(self) -> Table[int]:
        """Return how many listed facilities give each line, by its text."""
        return Table.of(
            Counter(
                line
                for entry in self.entries
                for line in {_line(phone.e164, phone.extension) for phone in entry.phones}
            )
        )

    def numbers_to_call(self, pk: int, phones: Iterable[Dialable]) -> list[NumberToCall]:
        """Return the NumbersToCall of a facility, listed or not, the first to try first."""
        corrections = self.corrections.get(pk, ())
        is_given = any(kind_of(correction).gives_number(correction) for correction in corrections)
        itself = pk not in self.ordinals
        return numbers_to_call(
            phones, lambda line: self.lines.get(_line(*line), 0) + itself, is_given
        )

    def seeks_number(self, pk: int) -> bool:
        """Tell whether a facility's number to call was found wrong, and none is known."""
        corrections = self.corrections.get(pk, ())
        return any(kind_of(correction).seeks_number(correction) for correction in corrections)

    @cached_property
    def serving_only(self) -> dict[int, Bits]:
        """Return {service pk: who serves only these people}."""
        return {
            pk: self.offering(pk)
            for pk, service in self.taxonomy.services.items()
            if service.is_serves_only and self.offering(pk)
        }

    @cached_property
    def opening(self) -> dict[int, frozenset[int]]:
        """Return {serves-only pk: the services that asking for asks for it, too}."""
        asks_for, services = self.taxonomy.asks_for, self.taxonomy.services
        return {
            only: frozenset(pk for pk in services if asks_for(pk, only))
            for only in self.serving_only
        }

    @cached_property
    def hiding(self) -> dict[int, frozenset[int]]:
        """Return {serves-only pk: the services that it is left out for; none is all}."""
        hidden_by = self.taxonomy.hidden_by
        return {only: hidden_by.get(only, frozenset()) for only in self.serving_only}

    @cached_property
    def deciding(self) -> frozenset[int]:
        """Return the services that decide who is left out of a search that asks for them."""
        sets = (*self.opening.values(), *self.hiding.values(), self.taxonomy.waivers)
        return frozenset().union(*sets)

    def offers(self, ordinal: int, services: Iterable[int]) -> list[int]:
        """Return those of `services` (pks) that a facility offers, in their order."""
        byte, bit = self._place(ordinal)
        return [pk for pk in services if self._bytes[pk][byte] >> bit & 1]

    def offered(self, ordinal: int) -> list[int]:
        """Return for each service of the taxonomy whether a facility offers it: 1 or 0."""
        byte, bit = self._place(ordinal)
        return [raw[byte] >> bit & 1 for raw in self._bytes.values()]

    def denied(self, ordinal: int) -> list[int]:
        """Return for each service of the taxonomy whether a facility denies it: 1 or 0.

        Nobody denies what only says no itself ("no insurance accepted"): always 0.
        """
        byte, bit = self._place(ordinal)
        return [raw[byte] >> bit & 1 for raw in self._denied_bytes.values()]

    @cached_property
    def _bytes(self) -> dict[int, bytes]:
        # To look at one bit of a number, all those above it are copied.
        return {pk: self.laid("offering", pk) for pk in self.taxonomy.services}

    @cached_property
    def _denied_bytes(self) -> dict[int, bytes]:
        return {
            pk: bytes(len(self.pks) // 8 + 1) if service.declines else self.laid("denying", pk)
            for pk, service in self.taxonomy.services.items()
        }

    def _place(self, ordinal: int) -> tuple[int, int]:
        """Return which bit of which byte of a laid set stands for a facility."""
        position = self.places.positions[ordinal]
        return position >> 3, position & 7

    def _is_in(self, name: str, ordinal: int) -> bool:
        byte, bit = self._place(ordinal)
        return bool(self.laid(name)[byte] >> bit & 1)

    def is_real(self, ordinal: int) -> bool:
        return self._is_in("real", ordinal)

    def years(self, ordinal: int) -> frozenset[int]:
        """Return the years of the published lists that a facility's answers are from."""
        return frozenset(
            answers.year
            for answers in self.lists
            if answers.questionnaire != Questionnaire.CURATED and answers.listed >> ordinal & 1
        )

    def is_mental_health_only(self, ordinal: int) -> bool:
        return self._is_in("mental_health_only", ordinal)

    def is_dual_diagnosis_only(self, ordinal: int) -> bool:
        return self._is_in("dual_diagnosis_only", ordinal)


def _line(e164: str, extension: str) -> str:
    return f"{e164},{extension}"


def city_key(state: str, key: str, county: str) -> str:
    return f"{state},{key},{county}"
