"""What every answer at the addresses for programs has, whoever made it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from programs.addresses import is_for_programs, is_open
from programs.problems import is_problem, problem_of

METHODS = "GET, HEAD, OPTIONS"
# Anybody may read what is public anyway; no answer depends on a cookie, so none is let through.
OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Range, "
    "Deprecation, ETag, Finder-Count, Finder-Left-Out, Finder-Left-Out-Total, "
    "Finder-Unlisted-Total, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT_HEADERS = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    # What a page may send with its question; others it may send without asking.
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "no-store",
}


class ProgramsMiddleware:
    """Let pages of other sites read the open addresses, and give their errors one shape."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not is_open(path):
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code >= 400 and is_for_programs(path) and not is_problem(response):
            response = reshaped(response)
        return opened(response)


class PreflightMiddleware:
    """Answer what a browser asks before a page of another site may ask; nothing is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS" and is_open(request.path_info):
            return HttpResponse(status=204, headers=PREFLIGHT_HEADERS)
        return self.get_response(request)


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """Return a response that pages of other sites may read."""
    for name, value in OPEN_HEADERS.items():
        response.headers[name] = value
    return response


def reshaped(response: HttpResponseBase) -> HttpResponseBase:
    """Return an error as a problem: of a framework, say, that has a page or nothing."""
    again = problem_of(response.status_code)
    for name, value in response.items():
        if name not in ("Content-Type", "Content-Length", "Content-Encoding", "Cache-Control"):
            again.headers[name] = value
    response.close()
    return again
