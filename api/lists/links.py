"""The header that leads on from an answer: RFC 8288, with relations that IANA knows."""

from rest_framework.views import APIView

EDITIONS, SCHEMA = "/api/v1/editions/", "/api/v1/schema/"
# What describes every answer, and on which terms its facilities may be used.
ALWAYS = f'<{SCHEMA}>; rel="describedby", <{EDITIONS}>; rel="license"'
# Proxies take some 4,000 bytes of headers; `next` stands in the answer, too.
LONGEST_ADDRESS = 1_000


def link_header(following: str | None = None, previous: str | None = None) -> str:
    """Return the value of `Link`, with the pages beside this one where they aren't too long."""
    pages = {"next": following, "prev": previous}
    return ", ".join(
        [
            *(f'<{url}>; rel="{rel}"' for rel, url in pages.items() if _fits(url)),
            ALWAYS,
        ]
    )


def _fits(url: str | None) -> bool:
    return url is not None and len(url) <= LONGEST_ADDRESS


class Linked(APIView):
    """A view whose answers say where they are described, and on which terms they may be used."""

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code < 400:
            response.headers.setdefault("Link", ALWAYS)
        return response
