"""Street positions for facilities, asked of a geocoder on a host the operator chose."""

import logging
import re
from collections import Counter
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone
from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from facilities.importing.changes import read_locations
from facilities.listings.compose import address_of
from facilities.models import Facility, GeocodedAddress, mark_changed

USER_AGENT = "treatment-finder"
TIMEOUT, RETRIES, RETRY_SECONDS = 10, 2, 5
CANDIDATES = 5  # answers looked at for one address
MOST_FAILURES = 5  # addresses in a row
# No use to ask again: no right to, nothing there, or asked too often.
REFUSALS = {401, 402, 403, 404, 405, 407, 410, 429}
# The keys of OpenStreetMap that name areas; Nominatim ranks streets 26, houses 30.
AREAS = {"boundary", "landuse", "natural", "waterway"}
STREET_RANK = 26
POST_BOX = re.compile(r"p\.?\s*o\.?\s*box\b", re.IGNORECASE)

# geopy logs the addresses it asks for, and what it gets.
logging.getLogger("geopy").setLevel(logging.CRITICAL)


class GeocodingStopped(RuntimeError):
    """There is no use in going on; the message tells the operator why."""


class Census(Geocoder):
    """The US Census Bureau's geocoder, which geopy lacks: it places numbers on streets."""

    def __init__(self, *, domain, **options):
        super().__init__(**options)
        self.api = f"{self.scheme}://{domain.strip('/')}/locations/onelineaddress"

    def geocode(self, query, *, exactly_one=True, limit=None):
        asked = {"address": query, "benchmark": "Public_AR_Current", "format": "json"}
        matches = self._call_geocoder(f"{self.api}?{urlencode(asked)}", self._locations)[:limit]
        return next(iter(matches), None) if exactly_one else matches

    def _locations(self, answer):
        return [
            Location(match["matchedAddress"], (at["y"], at["x"]), match)
            for match in answer["result"]["addressMatches"]
            for at in [match["coordinates"]]
        ]


def _is_area(key, value):
    return not key or key in AREAS or (key == "place" and value not in {"house", "houses"})


def is_street_of_nominatim(raw):
    """Tell whether an answer is as precise as a street: no city, ZIP code or county."""
    is_small = int(raw.get("place_rank", STREET_RANK)) >= STREET_RANK
    return is_small and not _is_area(raw.get("class"), raw.get("type"))


def is_street_of_photon(raw):
    about = raw["properties"]
    is_small = about.get("type", "house") in {"house", "street"}  # old servers don't say
    return is_small and not _is_area(about.get("osm_key"), about.get("osm_value"))


PROVIDERS = {
    "nominatim": (Nominatim, is_street_of_nominatim),
    "photon": (Photon, is_street_of_photon),
    "census": (Census, bool),
}


class Service:
    """A geocoder, asked no faster than the operator allows."""

    def __init__(self, provider, scheme, domain, seconds_between):
        self.provider = provider
        geocoder, self.is_precise = PROVIDERS[provider]
        options = {"user_agent": USER_AGENT, "timeout": TIMEOUT, "adapter_factory": URLLibAdapter}
        self.geocoder = geocoder(scheme=scheme, domain=domain, **options)
        options = {"max_retries": RETRIES, "min_delay_seconds": seconds_between}
        options["error_wait_seconds"] = max(RETRY_SECONDS, seconds_between)
        self.positions = RateLimiter(self._positions, swallow_exceptions=False, **options)

    def _positions(self, address):
        """Return the precise answers, best first; None: the address can't be understood."""
        try:
            answers = self.geocoder.geocode(address, exactly_one=False, limit=CANDIDATES) or []
            precise = [at for at in answers if self.is_precise(at.raw)]
            return [{"latitude": at.latitude, "longitude": at.longitude} for at in precise]
        except exc.GeocoderServiceError as error:
            if (status := _status(error)) in REFUSALS:
                # The error quotes the address: `from None` keeps it off the screen.
                raise GeocodingStopped(f"the geocoder refuses to answer (HTTP {status})") from None
            if isinstance(error, exc.GeocoderQueryError):
                return None
            raise
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            raise exc.GeocoderParseError from None


def _status(error):
    return getattr(error.__cause__, "status_code", None)


def _reason(error):
    """Say why there was no answer, without the address that it was about."""
    if status := _status(error):
        return f"it answers HTTP {status}"
    if isinstance(error, exc.GeocoderTimedOut):
        return f"it doesn't answer within {TIMEOUT} seconds"
    if isinstance(error, exc.GeocoderParseError):
        return "its answers aren't in the format of that geocoder"
    return "it can't be reached"


def _placeable(**fields):
    """Return the facilities that a street position would be better for."""
    return Facility.objects.filter(
        address_withheld=False, precision__in=["zip", "city", "unknown"], **fields
    ).exclude(street="")


def _at(facility):
    """Return the placeable facilities at the address of `facility`."""
    return _placeable(**{name: getattr(facility, name) for name in "street city state zip".split()})


class Run:
    """Asks for one address after the other; `counts` and `left` tell how far it got."""

    def __init__(self, service, retry_missing=False, limit=None):
        self.service, self.believable = service, read_locations()
        self.counts, self.failures = Counter(), 0
        listed = _placeable().listed().order_by("pk")
        self.waiting = {
            address_of(facility): facility
            for facility in listed
            if not POST_BOX.match(facility.street)
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

    def go(self, progress):
        """Ask, and keep each answer as it comes. Raises GeocodingStopped."""
        for address, answer in self.answered.items():
            # An import may have overlooked it if both ran at once.
            if answer.latitude is not None:
                position = {"latitude": answer.latitude, "longitude": answer.longitude}
                self._place(self.waiting[address], position)
        for number, address in enumerate(self.queue, 1):
            # An import may have withheld or placed the address in the meantime.
            if _at(self.waiting[address]).exists():
                self._ask(address, self.waiting[address])
            else:
                self.left -= 1
            progress(number, len(self.queue))

    def _ask(self, address, facility):
        try:
            candidates = self.service.positions(address)
            problem = "it doesn't understand them" if candidates is None else ""
            self._keep(address, facility, candidates or [])
        except exc.GeocoderServiceError as error:
            self.counts["unanswered"] += 1
            problem = _reason(error)
        self.failures = self.failures + 1 if problem else 0
        if self.failures == MOST_FAILURES:
            raise GeocodingStopped(f"{self.failures} addresses in a row failed: {problem}")

    def _keep(self, address, facility, candidates):
        believed = next((at for at in candidates if self._is_believed(at, facility)), None)
        answer = believed or {"latitude": None, "longitude": None}
        with transaction.atomic():
            GeocodedAddress.objects.update_or_create(
                address=address, defaults={**answer, "provider": self.service.provider}
            )
            if believed:
                self._place(facility, believed)
        self.counts["found" if believed else "not believed" if candidates else "not found"] += 1
        self.left -= 1

    def _is_believed(self, position, facility):
        answer = Facility(state=facility.state, zip=facility.zip, **position)
        return not self.believable.of(answer).distrusted

    def _place(self, facility, position):
        self.counts["facilities"] += _at(facility).update(
            **position, precision=Facility.Precision.STREET, changed_at=timezone.now()
        )
        mark_changed()
