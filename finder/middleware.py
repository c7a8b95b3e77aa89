"""Headers for every response, and the responses when the finder can't answer now."""

import logging

from budget import Busy
from database.reading import FAILURES
from finder.errors import too_many, unavailable
from programs.addresses import is_for_programs
from programs.problems import problem

logger = logging.getLogger(__name__)

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), "
        "browsing-topics=(), interest-cohort=()"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The page that may be shown in a frame on any site (docs/decisions/0069-embed.md).
FRAMED = "embed"
# Headers of what pages of any site may load, by the name of its address.
LOADED = {"Cross-Origin-Resource-Policy": "cross-origin"}
FOR_OTHER_SITES = {
    FRAMED: LOADED,
    "embed-script": LOADED,
    "embed-part": {**LOADED, "Access-Control-Allow-Origin": "*"},
}


class SecurityHeadersMiddleware:
    """Set on all responses the headers that Django sets on some only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            if name != "X-Frame-Options" or not getattr(response, "xframe_options_exempt", False):
                response.headers.setdefault(name, value)
        return response


class OtherSitesMiddleware:
    """Let other sites show the search, by the addresses in FOR_OTHER_SITES and no others.

    By address, not by view, so that errors and 304s have the same headers: browsers keep those of
    the last.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        name = getattr(request.resolver_match, "view_name", "")
        for header, value in FOR_OTHER_SITES.get(name, {}).items():
            response.headers[header] = value
        if name == FRAMED:
            response.xframe_options_exempt = True
            del response.headers["X-Frame-Options"]
            response._csp_replace = {"frame-ancestors": ["*"]}
        return response


class UnavailableMiddleware:
    """Answer 503 with the numbers to call, or as a problem, when the database can't be reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, FAILURES):
            return None
        # Only the exception's type: a database's message may quote what was searched for.
        logger.error("database unavailable: %s", type(exception).__name__)
        return unavailable(request)


class BusyMiddleware:
    """Answer 429 with the numbers to call, or as a problem, where too much is asked for at once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Busy):
            return None
        if is_for_programs(request.path_info):
            text = f"Too many large files at once. Ask again in {exception.seconds} seconds."
            response = problem("too-many-requests", text)
        else:
            response = too_many(request)
        response.headers["Retry-After"] = exception.seconds
        return response
