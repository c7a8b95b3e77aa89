"""Set how long caches may keep a response, and answer 304 if the browser's copy is current.

Why these numbers: docs/decisions/0013-shared-caching.md.
"""

from hashlib import blake2b

from django.utils.cache import get_conditional_response, has_vary_header

# Browsers always revalidate. Shared caches may serve a response for a minute, and for a day while
# the site is down.
SHARED = "public, max-age=0, s-maxage=60, stale-if-error=86400"
NEVER = "no-store"
# Pages, redirects and facilities that are gone; anything else is an error or a form's response.
SHARED_STATUSES = {200, 301, 308, 410}


class CachingMiddleware:
    """Set `Cache-Control` where a view didn't, and `ETag` on what caches may keep."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        may_share = "Cache-Control" not in response and is_for_everyone(request, response)
        response.headers.setdefault("Cache-Control", SHARED if may_share else NEVER)
        if may_share and request.method == "GET" and response.status_code == 200:
            return conditional(request, response)
        return response


def is_for_everyone(request, response):
    """Return whether a response is the same for everyone, and not an error."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in SHARED_STATUSES
        and not is_personal(response)
    )


def is_personal(response):
    """Return whether a response depends on cookies or sets one, as the admin's do."""
    return bool(response.cookies) or has_vary_header(response, "Cookie")


def conditional(request, response):
    """Return the response with its ETag, or 304 if the browser already has it.

    Equal content has the same ETag on every worker and machine. It is weak, as compression later
    changes the bytes but not the content. Streams have none but those of files that are kept.
    """
    if not response.has_header("ETag"):
        if response.streaming:
            return response
        response.headers["ETag"] = etag_of(response.content)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def etag_of(content):
    """Return the ETag of the bytes of a page before they are packed."""
    return f'W/"{blake2b(content, digest_size=12).hexdigest()}"'
