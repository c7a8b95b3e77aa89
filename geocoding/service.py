"""A geocoder on a host the operator chose: asked slowly, and its failures in words."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.extra.rate_limiter import RateLimiter

from geocoding.providers import PROVIDERS

USER_AGENT = "treatment-finder"
TIMEOUT, RETRIES, RETRY_SECONDS = 10, 2, 5
CANDIDATES = 5  # answers looked at for one address
# No use to ask again: no right to, nothing there, or asked too often.
REFUSALS = {401, 402, 403, 404, 405, 407, 410, 429}
T = TypeVar("T")
# {"latitude": degrees, "longitude": degrees}, None where there is no answer.
Position = dict[str, float | None]

# geopy logs the addresses it asks for, and what it gets.
logging.getLogger("geopy").setLevel(logging.CRITICAL)


class GeocodingStopped(RuntimeError):
    """There is no use in going on; the message tells the operator why."""


class Service:
    """A geocoder, asked no faster than the operator allows."""

    def __init__(self, provider: str, scheme: str, domain: str, seconds_between: float):
        self.provider = provider
        geocoder, self.is_precise = PROVIDERS[provider]
        options: dict[str, Any] = {
            "user_agent": USER_AGENT,
            "timeout": TIMEOUT,
            "adapter_factory": URLLibAdapter,
        }
        self.geocoder = geocoder(scheme=scheme, domain=domain, **options)
        self.seconds_between = seconds_between
        self.positions = self.slowly(self._positions)

    def slowly(self, ask: Callable[..., T]) -> Callable[..., T]:
        """Return `ask`, made no faster than allowed, and again after a GeocoderServiceError."""
        slow: Callable[..., T] = RateLimiter(
            ask,
            max_retries=RETRIES,
            min_delay_seconds=self.seconds_between,
            error_wait_seconds=max(RETRY_SECONDS, self.seconds_between),
            swallow_exceptions=False,
        )
        return slow

    def _positions(self, address: str) -> list[Position] | None:
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


def _status(error: Exception) -> int | None:
    status: int | None = getattr(error.__cause__, "status_code", None)
    return status


def reason_of(error: Exception) -> str:
    """Say why there was no answer, without the address that it was about."""
    if status := _status(error):
        return f"it answers HTTP {status}"
    if isinstance(error, exc.GeocoderTimedOut):
        return f"it doesn't answer within {TIMEOUT} seconds"
    if isinstance(error, exc.GeocoderParseError):
        return "its answers aren't in the format of that geocoder"
    return "it can't be reached"
