"""Which published lists the directory is made of, and on which terms its facilities may be used."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.http import http_date
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.lists.links import Linked
from api.problems import problems
from api.serializers import EditionSerializer
from derived import Derived
from facilities.models import Edition, Revision
from facilities.taxonomy import revision
from search.index import Index
from sources.registry import OfficialSource, RegistryError, load
from sources.setup import OWN


@dataclass(frozen=True, slots=True)
class Terms:
    """An edition in use and what its publisher says of using it; `terms`: "" if nothing."""

    kind: str
    year: int
    title: str
    publisher: str
    is_demo: bool
    imported_on: str
    covers: dict[str, list[str]]
    page: str
    terms: str
    terms_page: str

    @property
    def attribution(self) -> str:
        demo = " (demonstration: every facility is invented)" if self.is_demo else ""
        return f"{self.publisher}: {self.title}, {self.year}{demo}"


@dataclass(frozen=True, slots=True)
class State:
    """What is said of a revision of the directory beside its facilities."""

    terms: list[Terms]
    changed_at: datetime | None


class EditionTermsSerializer(EditionSerializer):
    """A published list that the directory is made of."""

    imported_on = serializers.DateField(help_text="When it was read into this directory.")
    covers = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="{questionnaire: states, or US}: where it lists all there is. Empty: nowhere.",
    )
    page = serializers.CharField(help_text="Where it was published; empty if nobody said.")
    terms = serializers.CharField(
        help_text="On which terms its publisher gives it; empty: the operator of this site knows."
    )
    terms_page = serializers.CharField(help_text="Where the publisher says so.")
    attribution = serializers.CharField(help_text="How to cite it.")


class EditionList(Linked):
    """The published lists that the directory is made of, and on which terms they may be used."""

    @extend_schema(
        operation_id="editions_list",
        responses={200: EditionTermsSerializer(many=True), **problems()},
    )
    def get(self, request):
        return Response(EditionTermsSerializer(editions(), many=True).data)


def editions() -> list[Terms]:
    """Return the Terms of the editions in use, the newest first."""
    return _editions.current().terms


def attribution(index: Index) -> str:
    """Return how to cite what an Index is made of, in a line."""
    terms = _editions.of(index.token).terms
    return "; ".join(dict.fromkeys(each.attribution for each in terms))


def last_modified(index: Index) -> dict[str, str]:
    """Return the header that says when the directory changed to what an Index holds.

    {} if nobody knows: where it hasn't changed since that is noted, or has again already.
    """
    changed = changed_at(index)
    return {"Last-Modified": http_date(changed.timestamp())} if changed else {}


def changed_at(index: Index) -> datetime | None:
    """Return when the directory changed to what an Index holds, None if nobody knows."""
    return _editions.of(index.token).changed_at


def _read(token: str) -> State:
    official = _official()
    current = Edition.objects.filter(is_current=True).defer("counts", "code_counts", "asked_codes")
    ordered = current.order_by("-year", "kind", "-imported_at", "pk")
    changed_at = Revision.objects.filter(token=token).values_list("changed_at", flat=True).first()
    return State([_terms(each, official) for each in ordered], changed_at)


def _official() -> list[OfficialSource]:
    """Return the sources that somebody described; those of the project if a file is broken."""
    own = [Path(settings.SOURCES_FILE)] if settings.SOURCES_FILE else []
    try:
        return list(load(OWN, *own).values())
    except RegistryError:
        return list(load(OWN).values())


def _terms(edition: Edition, official: list[OfficialSource]) -> Terms:
    is_official = not (edition.is_demo or edition.series)
    same = (each for each in official if each.kind == edition.kind and not each.mapping)
    source = next(same, None) if is_official else None
    return Terms(
        kind=edition.kind,
        year=edition.year,
        title=edition.title,
        publisher=edition.publisher,
        is_demo=edition.is_demo,
        imported_on=edition.imported_at.date().isoformat(),
        covers={name: sorted(areas) for name, areas in edition.covers.items()},
        page=edition.url or (source.page if source else ""),
        terms=source.terms if source else "",
        terms_page=source.terms_page if source else "",
    )


_editions = Derived(_read, version=revision)
