"""Version 1 of the public API: the same searches as the pages, for programs."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.response import Response
from rest_framework.views import APIView

from api.answering import joined, list_answer
from api.details import attach_details, read, understood
from api.files import exports
from api.filters import ApiFilter, FileFilter, search_problem, wrong_in
from api.left_out import in_answer
from api.lists.editions import attribution, last_modified
from api.lists.examples import A_FACILITY, A_PROBLEM
from api.lists.fields import FieldsForm, picked, picked_json
from api.lists.links import EDITIONS, Linked, link_header
from api.lists.pages import page_for
from api.parameters import FILE_PARAMETERS, LIST_PARAMETERS, PUBLIC_ID, text_parameter
from api.problems import ParameterProblemSerializer, SearchProblemSerializer, problems
from api.records.current import records_of
from api.search_serializers import (
    FacilityListSerializer,
    GroupSerializer,
    ResolutionSerializer,
)
from api.serializers import FacilitySerializer
from facilities.models import Facility
from facilities.taxonomy import taxonomy
from places.resolve import resolve
from programs.problems import wrong_parameters
from search import index
from search.filters import PlaceQuery
from search.request import SearchRequest

FILES = ("csv", "geojson", "xlsx")  # the endings of their addresses


class FacilityList(Linked):
    """Facilities of a search, in the order and number of the pages."""

    @extend_schema(
        operation_id="facilities_list",
        examples=[A_PROBLEM],
        parameters=LIST_PARAMETERS,
        responses={
            200: FacilityListSerializer,
            301: OpenApiResponse(description="`format` asks for a file: its address."),
            **problems(404, 414, wrong=SearchProblemSerializer),
        },
    )
    def get(self, request):
        if request.GET.get("format") in FILES:
            return _moved(request)
        search = SearchRequest(request.GET, ApiFilter)
        if wrong := search_problem(search):
            return wrong
        page = page_for(search, request)
        answer = {
            "license": request.build_absolute_uri(EDITIONS),
            "attribution": attribution(search.index),
            "count": page.total,
            **in_answer(search.results),
            "next": page.following,
            "previous": page.previous,
            "search": understood(search),
        }
        response = self._listed(search, page, answer)
        response.headers["Link"] = link_header(page.following, page.previous)
        for name, value in last_modified(search.index).items():
            response.headers[name] = value
        return response

    def _listed(self, search, page, answer):
        """Return the response with the facilities of a page, and what is said of the list."""
        request, names = self.request, search.asked["fields"]
        if records := records_of(search.index):
            results = joined(records, "json", b",", page.hits, search.index, request)
            return list_answer(answer, picked_json(results, names))
        facilities = attach_details(read(page.hits), search.index)
        answer["results"] = facilities
        plain = FacilityListSerializer(answer, context={"request": request}).data
        plain["results"] = [picked(result, names) for result in plain["results"]]
        return Response(plain)


def _moved(request):
    """Lead to the address of a file, which has no pages."""
    query, ending = request.GET.copy(), request.GET["format"]
    for name in ("format", "page", "page_size"):
        query.pop(name, None)
    address = f"{request.path.removesuffix('/')}.{ending}"
    return HttpResponsePermanentRedirect(f"{address}?{query.urlencode()}" if query else address)


class FacilityFile(Linked):
    """All facilities of a search as one file."""

    form: exports.Form

    def get(self, request):
        search = SearchRequest(request.GET, FileFilter)
        if wrong := search_problem(search):
            return wrong
        return exports.response(search, request, self.form)


def _file_schema(form, content):
    return extend_schema(
        operation_id=form.name.replace(".", "_"),
        parameters=FILE_PARAMETERS,
        responses={
            (200, form.content_type.partition(";")[0]): content,
            **problems(wrong=SearchProblemSerializer),
        },
    )


@extend_schema_view(get=_file_schema(exports.CSV, OpenApiTypes.STR))
class FacilityCsv(FacilityFile):
    """All facilities of a search as CSV."""

    form = exports.CSV


@extend_schema_view(get=_file_schema(exports.GEOJSON, OpenApiTypes.OBJECT))
class FacilityGeoJson(FacilityFile):
    """All facilities of a search as GeoJSON."""

    form = exports.GEOJSON


@extend_schema_view(get=_file_schema(exports.XLSX, OpenApiTypes.BINARY))
class FacilityXlsx(FacilityFile):
    """All facilities of a search as a workbook for Excel."""

    form = exports.XLSX


class FacilityDetail(Linked):
    """One facility. A merged one answers with what it was merged into."""

    @extend_schema(
        operation_id="facilities_retrieve",
        examples=[A_FACILITY],
        parameters=[PUBLIC_ID],
        responses={
            200: FacilitySerializer,
            **problems(404, wrong=ParameterProblemSerializer),
        },
    )
    def get(self, request, public_id):
        form = FieldsForm(request.GET)
        if not form.is_valid():
            return wrong_parameters(form.errors)
        facility = get_object_or_404(Facility.objects.all(), public_id=public_id).survivor
        attach_details([facility], index.current())
        result = FacilitySerializer(facility, context={"request": request}).data
        changed = {"Last-Modified": http_date(facility.updated_at.timestamp())}
        return Response(picked(result, form.cleaned_data["fields"]), headers=changed)


class PlaceList(Linked):
    """What a place name means: the place chosen, and the others it could be."""

    @extend_schema(
        operation_id="places_resolve",
        parameters=[text_parameter("q", "What someone types to say where.", "Springfield")],
        responses={200: ResolutionSerializer, **problems(wrong=ParameterProblemSerializer)},
    )
    def get(self, request):
        form = PlaceQuery(request.GET)
        if wrong := wrong_in(form):
            return wrong_parameters(wrong)
        resolution = resolve(form.cleaned_data["q"])
        return Response(ResolutionSerializer(resolution).data)


class ServiceList(Linked):
    """Everything a facility can say about itself, by group."""

    @extend_schema(
        operation_id="services_list",
        responses={200: GroupSerializer(many=True), **problems()},
    )
    def get(self, request):
        services = taxonomy().original
        groups = [
            {
                "slug": group.slug,
                "name": group.name,
                "explanation": group.explanation,
                "rule": group.rule,
                "parameter": group.parameter,
                "services": [
                    {**_service(service), "codes": sorted(services.codes[service.pk])}
                    for service in services.by_group[group.pk]
                ],
            }
            for group in services.groups
        ]
        return Response(GroupSerializer(groups, many=True).data)


def _service(service):
    names = ("slug", "code", "name", "explanation", "source_label", "polarity")
    return {name: getattr(service, name) for name in names}


class NoSuchAddress(APIView):
    """Any other address below /api/: an answer a program can read."""

    schema = None

    def get(self, request):
        raise Http404
