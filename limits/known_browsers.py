"""A cookie of staff's: in this browser somebody logged in to that account before.

It holds no name and opens nothing: attempts from a known browser are counted by themselves, so that
whoever guesses a password elsewhere doesn't lock out the account's owner. Visitors get none.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import get_random_string

# Browsers keep no cookie for longer.
SECONDS = 400 * 24 * 60 * 60
# Of a browser that several people share.
MOST_ACCOUNTS = 5
BETWEEN = "."


def cookie_name():
    """Return the cookie's name; with that prefix it came by https, from this very host.

    Browsers then ask for the path "/"; only the log-in reads it.
    """
    return f"{settings.COOKIE_PREFIX}known"


def known_as(request, account):
    """Return the random text by which the browser is known for an account; "" if it isn't."""
    for mark in _marks(request):
        try:
            return _signer(account).unsign(mark)
        except BadSignature:
            continue
    return ""


def make_known(request, account):
    """Have the response to a log-in make the browser known for that account."""
    if not known_as(request, account):
        mark = _signer(account).sign(get_random_string(22))
        request.marks_of_browser = [mark, *_marks(request)][:MOST_ACCOUNTS]


class KnownBrowserMiddleware:
    """Set the cookie that a log-in asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if marks := getattr(request, "marks_of_browser", None):
            response.set_cookie(
                cookie_name(),
                BETWEEN.join(marks),
                max_age=SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


def _marks(request):
    marks = request.COOKIES.get(cookie_name(), "").split(BETWEEN)
    return [mark for mark in marks[:MOST_ACCOUNTS] if mark]


def _signer(account):
    return Signer(salt=f"limits.known_browsers {account}")
