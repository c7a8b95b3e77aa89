"""How often passwords may be guessed: django-axes asks this handler (decision 21)."""

import logging
from functools import cache

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.helpers import get_client_username
from axes.signals import user_locked_out
from django.conf import settings

from limits.counts import Counts
from limits.known_browsers import known_as, make_known
from limits.places import Place

logger = logging.getLogger(__name__)

# Wrong passwords in AXES_COOLOFF_TIME from one address, for whichever accounts: an office has many.
FROM_ADDRESS = 20
# For one account, from browsers in which nobody logged in to it before.
FOR_ACCOUNT = 50


class LogInHandler(AbstractAxesHandler, AxesBaseHandler):
    """Counts wrong passwords by account, address and browser, in memory or Redis alone."""

    def get_failures(self, request, credentials=None):
        """Return AXES_FAILURE_LIMIT if the next attempt has to wait, else 0."""
        places = places_of(request, get_client_username(request, credentials))
        _has_room, numbers = _counts().take([place._replace(most=0) for place in places])
        return settings.AXES_FAILURE_LIMIT if is_any_full(places, numbers) else 0

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Count a wrong password, unless it was one too many: that makes no wait longer."""
        if request is None:
            return
        name = get_client_username(request, credentials)
        if not request.axes_locked_out:
            places = places_of(request, name)
            _has_room, numbers = _counts().take(places)
            if is_any_full(places, [number + 1 for number in numbers]):
                request.axes_locked_out = True
                # Not who: people type passwords into the box for the name.
                logger.warning("Locking out someone after wrong passwords")
        if request.axes_locked_out:
            request.axes_credentials = credentials
            address = request.axes_ip_address
            user_locked_out.send("axes", request=request, username=name, ip_address=address)

    def user_logged_in(self, sender, request, user, **kwargs):
        """Forget the wrong passwords of this account from here, and have its browser known."""
        account = user.get_username()
        _counts().forget(places_of(request, account)[0].name)
        make_known(request, account)

    def user_logged_out(self, sender, request, user, **kwargs):
        """Do nothing: the browser stays known."""


def places_of(request, account):
    """Return the Places at which a wrong password counts; the first is the visitor's own."""
    where, browser = request.axes_ip_address, known_as(request, account)
    most = settings.AXES_FAILURE_LIMIT
    own = Place(f"log-in {browser or where} {account}", most, most)
    if browser:
        return [own]
    places = [own, Place(f"log-in for {account}", FOR_ACCOUNT, FOR_ACCOUNT)]
    if where:
        places.append(Place(f"log-in from {where}", FROM_ADDRESS, FROM_ADDRESS))
    return places


def is_any_full(places, numbers):
    """Tell whether any Place has no room at that count."""
    return any(number >= place.most for place, number in zip(places, numbers, strict=True))


def _counts():
    return counts(int(settings.AXES_COOLOFF_TIME.total_seconds()))


@cache
def counts(seconds):
    """Return the Counts of wrong passwords in so many seconds."""
    return Counts(seconds)
