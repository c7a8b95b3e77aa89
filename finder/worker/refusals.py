"""What the server answers by itself: to what isn't a request, comes too late, or is too large."""

from functools import cache

from csp.utils import build_policy
from django.utils import translation

from finder import errors
from finder.language import of_path
from finder.middleware import HEADERS

PAGES = {403: errors.forbidden, 500: errors.server_error, 501: errors.server_error}
PAGES |= dict.fromkeys((408, 411, 413), errors.not_received)


def refusal(status: int, path: str) -> tuple[list[tuple[str, str]], bytes]:
    """Return (headers, body) of a page with the numbers to call, in the language of a path.

    No middleware sees it, so it brings the headers that all answers carry.
    """
    return _page(status, of_path(path))


@cache
def _page(status, language):
    with translation.override(language):
        response = PAGES.get(status, errors.bad_request)(None)
    headers = {
        **HEADERS,
        "Content-Security-Policy": build_policy(),
        "Cache-Control": "no-store",
        **response.headers,
    }
    return list(headers.items()), response.content
