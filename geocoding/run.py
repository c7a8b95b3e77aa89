"""Street positions for facilities, asked of a geocoder one address after the other."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from geopy import exc

from facilities.importing.changes import read_locations
from facilities.listings.locations import address_of
from facilities.models import Facility, GeocodedAddress, mark_changed
from facilities.querysets import FacilityQuerySet
from geocoding.service import GeocodingStopped, Position, reason_of
from geocoding.streets import is_post_box

MOST_FAILURES = 5  # addresses in a row


def _placeable(**fields: str) -> FacilityQuerySet[Facility]:
    """Return the facilities that a street position would be better for."""
    return Facility.objects.filter(
        address_withheld=False, precision__in=["zip", "city", "unknown"], **fields
    ).exclude(street="")


def _at(facility: Facility) -> FacilityQuerySet[Facility]:
    """Return the placeable facilities at the address of `facility`."""
    return _placeable(**{name: getattr(facility, name) for name in "street city state zip".split()})


def is_still_wanted(facility: Facility) -> bool:
    """Tell whether a facility's address is published and no better placed, as of now."""
    return _at(facility).exists()


class Run:
    """Asks for one address after the other; `counts` and `left` tell how far it got.

    `service`: the Service to ask; None where the queue is only written down.
    """

    def __init__(self, service: Any, retry_missing: bool = False, limit: int | None = None):
        self.service, self.believable = service, read_locations()
        self.counts: Counter[str] = Counter()
        self.failures = 0
        listed = _placeable().listed().order_by("pk")
        self.waiting = {
            address_of(facility): facility
            for facility in listed
            if not is_post_box(facility.street)
        }
        answers = GeocodedAddress.objects.order_by("asked_at", "pk")
        self.answered = {
            answer.address: answer for answer in answers if answer.address in self.waiting
        }
        queue = [address for address in self.waiting if address not in self.answered]
        if retry_missing:
            queue += [
                address for address, answer in self.answered.items() if answer.latitude is None
            ]
        self.left, self.queue = len(queue), queue[:limit]

    def go(self, progress: Callable[[int, int], None]) -> None:
        """Ask, and keep each answer as it comes. Raises GeocodingStopped."""
        self.place_answered()
        for number, address in enumerate(self.queue, 1):
            # An import may have withheld or placed the address in the meantime.
            if is_still_wanted(self.waiting[address]):
                self._ask(address, self.waiting[address])
            else:
                self.left -= 1
            progress(number, len(self.queue))

    def place_answered(self) -> None:
        """Place those whose address is known: an import may have overlooked it meanwhile."""
        for address, answer in self.answered.items():
            if answer.latitude is not None:
                self._place(self.waiting[address], answer)

    def _ask(self, address: str, facility: Facility) -> None:
        try:
            candidates = self.service.positions(address)
            problem = "it doesn't understand them" if candidates is None else ""
            self.keep(address, facility, candidates or [])
        except exc.GeocoderServiceError as error:
            self.counts["unanswered"] += 1
            problem = reason_of(error)
        self.failures = self.failures + 1 if problem else 0
        if self.failures == MOST_FAILURES:
            raise GeocodingStopped(f"{self.failures} addresses in a row failed: {problem}")

    def keep(self, address: str, facility: Facility, candidates: list[Position]) -> None:
        """Keep the first of the candidates that is believed, or that there is none."""
        believed = next((at for at in candidates if self._is_believed(at, facility)), None)
        with transaction.atomic():
            # The request took a while: an import may have withheld or placed the address.
            if not is_still_wanted(facility):
                self.left -= 1
                return
            kept = self._kept(address, believed or {"latitude": None, "longitude": None})
            if kept.latitude is not None:
                self._place(facility, kept)
        self.counts["found" if believed else "not believed" if candidates else "not found"] += 1
        self.left -= 1

    def _kept(self, address: str, position: Position) -> GeocodedAddress:
        """Keep a position unless an import gave one meanwhile; return what holds now."""
        values = {**position, "provider": self.service.provider, "source": ""}
        kept, is_new = GeocodedAddress.objects.select_for_update().get_or_create(
            address=address, defaults=values
        )
        if not is_new and kept.latitude is None:
            for name, value in values.items():
                setattr(kept, name, value)
            kept.save()
        return kept

    def _is_believed(self, position: Position, facility: Facility) -> bool:
        answer = Facility(state=facility.state, zip=facility.zip, **position)
        return not self.believable.of(answer).distrusted

    def _place(self, facility: Facility, answer: GeocodedAddress) -> None:
        self.counts["facilities"] += _at(facility).update(
            latitude=answer.latitude,
            longitude=answer.longitude,
            precision=Facility.Precision.STREET,
            position_from=answer.said_by,
            changed_at=timezone.now(),
        )
        mark_changed()
