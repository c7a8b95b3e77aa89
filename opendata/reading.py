"""All listed facilities of one revision, and the lists that they come from."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from api.results import chunks, read_results
from api.texts import Result
from budget.origin import HOST, MARK
from facilities.models import Edition, current_revision
from opendata.about import About, SourceList
from search.index import Index
from sources import registry
from sources.registry import OfficialSource
from sources.setup import OWN


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
        lists=lists(),
    )


def lists() -> tuple[SourceList, ...]:
    """Return the published lists in use, the newest first, each with its publisher's terms."""
    editions = Edition.objects.filter(is_current=True).defer("counts", "code_counts")
    return tuple(_list(each) for each in editions.order_by("-year", "kind", "-imported_at", "pk"))


def _list(edition: Edition) -> SourceList:
    terms = _terms(edition)
    return SourceList(
        title=edition.title,
        publisher=edition.publisher,
        kind=edition.kind,
        year=edition.year,
        imported_on=edition.imported_at.date().isoformat(),
        covers={name: sorted(areas) for name, areas in edition.covers.items()},
        terms=terms.terms if terms else "",
        page=edition.url or (terms.page if terms else ""),
        is_demo=edition.is_demo,
    )


def _terms(edition: Edition) -> OfficialSource | None:
    """Return the official source of such lists; None for an operator's own or invented one."""
    if edition.is_demo or edition.series:
        return None
    files = [OWN, *([Path(settings.SOURCES_FILE)] if settings.SOURCES_FILE else [])]
    sources = registry.load(*files).values()
    return next((each for each in sources if each.kind == edition.kind and not each.mapping), None)
