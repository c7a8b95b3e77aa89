"""The addresses of HSDS: read-only, in pages, as the specification's API reference has them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_safe

from hsds import lookup, parameters
from hsds.describing import openapi
from hsds.ids import id_of
from hsds.mapping import nested
from hsds.mapping.records import Records, stamp
from hsds.parameters import PageForm
from hsds.reading import records
from hsds.taxonomy import Record, Terms, terms_of
from programs.problems import wrong_parameters
from search import index
from search.index import Index
from search.index.bits import Bits, ordinals_of

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/latest/"
Shape = Callable[[Records], Record]


class Shapes(NamedTuple):
    """How a list shows a record: with what it has one of, or with all."""

    summary: Shape
    full: Shape


def answer(content: Any) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, safe=False)


def page_of(items: list[Record], total: int, asked: dict[str, Any]) -> JsonResponse:
    """Return a page of HSDS with some items of all."""
    pages = -(-total // asked["per_page"])
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": asked["page"],
            "size": len(items),
            "first_page": asked["page"] == 1,
            "last_page": asked["page"] >= pages,
            "empty": not items,
            "contents": items,
        }
    )


def shown(asked: dict[str, Any]) -> slice:
    """Return which items of all stand on the page asked for."""
    return slice((asked["page"] - 1) * asked["per_page"], asked["page"] * asked["per_page"])


@method_decorator(require_safe, name="dispatch")
class Base(View):
    """What this API is, and which version of the specification it follows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        described = request.build_absolute_uri("openapi.json")
        publisher = {
            "name": settings.OPERATOR_NAME or settings.SITE_NAME,
            "email": settings.CONTACT_EMAIL,
            "website": settings.OPERATOR_URL,
        }
        return answer(
            {
                "version": VERSION,
                "profile": PROFILE,
                "openapi_url": described,
                "description": "Facilities that treat substance use and mental health conditions "
                "in the United States. What isn't listed of a service wasn't reported, which is "
                "not a no.",
                "publisher": {name: value for name, value in publisher.items() if value},
            }
        )


@method_decorator(require_safe, name="dispatch")
class OpenApi(View):
    """The description of these addresses."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return answer(openapi(request.build_absolute_uri(".").rstrip("/")))


@method_decorator(require_safe, name="dispatch")
class PagedList(View):
    """A list in pages; `form` understands its parameters."""

    form: type[PageForm]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.GET)
        if not form.is_valid():
            return wrong_parameters({name: list(why) for name, why in form.errors.items()})
        return self.page(form.cleaned_data)

    def page(self, asked: dict[str, Any]) -> HttpResponse:
        raise NotImplementedError


class FacilityRecords(PagedList):
    """Records of facilities, in the order of their names."""

    shapes: Shapes

    def page(self, asked: dict[str, Any]) -> HttpResponse:
        directory = index.current()
        wanted = self.wanted(directory, asked)
        window = shown(asked)
        ordinals = ordinals_of(wanted, window.start, window.stop)
        return page_of(self.items(directory, ordinals, asked), wanted.bit_count(), asked)

    def items(
        self, directory: Index, ordinals: Sequence[int], asked: dict[str, Any]
    ) -> list[Record]:
        shape = self.shape(asked)
        return [shape(each) for each in records(ordinals, directory)]

    def shape(self, asked: dict[str, Any]) -> Shape:
        return self.shapes.full if asked["full"] else self.shapes.summary

    def wanted(self, directory: Index, asked: dict[str, Any]) -> Bits:
        """Return the facilities that all parameters ask for together."""
        bits = lookup.of_terms(directory, asked["taxonomy_term_id"], asked["taxonomy_id"])
        if asked["search"]:
            bits &= lookup.named(directory, asked["search"])
        if organization := asked.get("organization_id"):
            ordinal = lookup.ordinal_of(directory, "organization", organization)
            bits &= 0 if ordinal is None else 1 << ordinal
        if bits and (since := asked.get("modified_after")):
            bits &= lookup.modified_since(directory, since)
        if center := asked.get("center"):
            bits &= lookup.near(directory, center, asked["proximity"])
        return bits


class Services(FacilityRecords):
    form = parameters.ServicesForm
    shapes = Shapes(nested.service_summary, nested.service)

    def items(
        self, directory: Index, ordinals: Sequence[int], asked: dict[str, Any]
    ) -> list[Record]:
        if not asked["minimal"]:
            return super().items(directory, ordinals, asked)
        pks = [directory.pks[ordinal] for ordinal in ordinals]
        changed = lookup.updated(pks)
        return [
            {
                "id": id_of("service", directory.entries[ordinal].public_id),
                "modified_date": stamp(changed[pk]),
            }
            for ordinal, pk in zip(ordinals, pks, strict=True)
            if pk in changed
        ]


class Organizations(FacilityRecords):
    form = parameters.OrganizationsForm
    shapes = Shapes(nested.organization_summary, nested.organization)

    def shape(self, asked: dict[str, Any]) -> Shape:
        return nested.organization_with_service if asked["full_service"] else super().shape(asked)


class ServiceAtLocations(FacilityRecords):
    form = parameters.ServiceAtLocationsForm
    shapes = Shapes(nested.service_at_location_summary, nested.service_at_location)


@method_decorator(require_safe, name="dispatch")
class FacilityRecord(View):
    """A record of a facility by its id, with all that belongs to it."""

    kind = ""
    whole: Shape | None = None

    def get(self, request: HttpRequest, record_id: str) -> HttpResponse:
        directory = index.current()
        ordinal = lookup.ordinal_of(directory, self.kind, record_id)
        some = [] if ordinal is None else list(records([ordinal], directory))
        if not some or self.whole is None:
            raise Http404
        return answer(self.whole(some[0]))


def alone(kind: str, whole: Shape) -> Callable[..., HttpResponseBase]:
    """Return the view of a kind of record by its id."""
    return FacilityRecord.as_view(kind=kind, whole=whole)


service = alone("service", nested.service)
organization = alone("organization", nested.organization_with_service)
service_at_location = alone("service_at_location", nested.service_at_location)


def holds(record: Record, text: str) -> bool:
    """Tell whether a taxonomy or term has a text in its name, code or description."""
    fields = (record.get(name, "") for name in ("name", "code", "description"))
    return any(text.casefold() in field.casefold() for field in fields)


class Vocabulary(PagedList):
    """Taxonomies or their terms."""

    form = PageForm

    def page(self, asked: dict[str, Any]) -> HttpResponse:
        every = self.every(terms_of(index.current().taxonomy), asked)
        fitting = [each for each in every if holds(each, asked["search"])]
        return page_of(fitting[shown(asked)], len(fitting), asked)

    def every(self, terms: Terms, asked: dict[str, Any]) -> list[Record]:
        return terms.taxonomies


class TaxonomyTerms(Vocabulary):
    form = parameters.TermsForm

    def every(self, terms: Terms, asked: dict[str, Any]) -> list[Record]:
        return [
            term
            for term in terms.every
            if asked["taxonomy_id"] in ("", term["taxonomy_id"])
            and asked["parent_id"] in ("", term.get("parent_id"))
            and not (asked["top_only"] and "parent_id" in term)
        ]


@method_decorator(require_safe, name="dispatch")
class Word(View):
    """A taxonomy or a term by its id."""

    of_terms = False

    def get(self, request: HttpRequest, record_id: str) -> HttpResponse:
        terms = terms_of(index.current().taxonomy)
        every = terms.every if self.of_terms else terms.taxonomies
        for each in every:
            if each["id"] == record_id:
                return answer(each)
        raise Http404


class NoSuchAddress(View):
    """Any other address below /hsds/v3/."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404
