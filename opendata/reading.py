"""All listed facilities of one revision."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest

from api.lists.editions import editions
from api.results import chunks, read_results
from api.texts import Result
from budget.origin import HOST, MARK
from facilities.models import current_revision
from opendata.about import About
from search.index import Index


class Changed(Exception):
    """The directory isn't any more what it was when the reading began."""


class AtSite(HttpRequest):
    """A request of the site as ALLOWED_HOSTS names it first; of no host where it names none."""

    def get_host(self) -> str:
        return site_host() or HOST

    def _get_scheme(self) -> str:
        return "https" if settings.HTTPS and site_host() else "http"


def site_host() -> str:
    """Return the first host that ALLOWED_HOSTS names in full, or ""."""
    named = (host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*")))
    return next(named, "")


def home() -> str:
    """Return the address of the page of data, "" where the site's name isn't set."""
    request = AtSite()
    return request.build_absolute_uri("/data/") if site_host() else ""


def results(index: Index) -> Iterator[list[Result]]:
    """Yield what the API says of all listed facilities, by name, some hundreds at a time.

    Changed if the directory changes meanwhile.
    """
    request = AtSite()
    for chunk in chunks([(pk, None) for pk in index.pks]):
        some = read_results(chunk, index, request)
        if current_revision() != index.token:
            raise Changed
        for result in some:
            result["url"] = result["url"].removeprefix(MARK.decode())
        yield some


def about(index: Index, version: str) -> About:
    """Return what is said of the files of an Index."""
    return About(
        version=version,
        made_at=datetime.now(UTC).replace(microsecond=0),
        site=settings.SITE_NAME,
        home=home(),
        count=len(index.pks),
        states=len(index.states),
        lists=tuple(editions()),
    )
