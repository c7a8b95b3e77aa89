"""Kinds of problems, described at the addresses that `type` names, and in the schema."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from api.search_serializers import PlaceSerializer
from api.serializers import Plain
from programs.problems import BY_SLUG, CONTENT_TYPE, KINDS


class ProblemSerializer(Plain):
    """An error, as RFC 9457 has it."""

    type = serializers.CharField(
        help_text="Which kind of problem: the path of its description below /api/v1/problems/, "
        "the same at every installation. about:blank: `status` says all there is to say."
    )
    title = serializers.CharField(help_text="The kind of problem in a few words, always the same.")
    status = serializers.IntegerField(help_text="The HTTP status, again.")
    detail = serializers.CharField(help_text="What is wrong this time, and what to do.")


class ParameterProblemSerializer(ProblemSerializer):
    """What was wrong with the parameters."""

    errors = serializers.DictField(  # type: ignore[assignment]  # of serializers, not of fields
        child=serializers.ListField(child=serializers.CharField()),
        help_text="{parameter: [why]}; what concerns all of them stands under `all`.",
    )


class SearchProblemSerializer(ParameterProblemSerializer):
    """What was wrong with a search; where its place isn't known, what was perhaps meant."""

    other_places = PlaceSerializer(many=True, help_text="[] unless `where` isn't known.")


class ProblemTypeSerializer(Plain):
    """A kind of problem."""

    type = serializers.CharField(help_text="What problems of this kind have as their `type`.")
    status = serializers.IntegerField(help_text="The HTTP status that it comes with.")
    title = serializers.CharField(help_text="The kind in a few words.")
    meaning = serializers.CharField(help_text="Why it happens, and what to do.")


def problems(*statuses, wrong=None):
    """Return {(status, content type): serializer} for `extend_schema`.

    `wrong`: the serializer of wrong parameters (400). What any answer may be instead is in it.
    """
    plain = dict.fromkeys((*statuses, 429, 500, 503), ProblemSerializer)
    described = {400: wrong, **plain} if wrong else plain
    return {(status, CONTENT_TYPE): serializer for status, serializer in described.items()}


SLUG = OpenApiParameter(
    "slug",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "path",
    description="The last part of a `type`.",
)


class ProblemTypeList(APIView):
    """Every kind of problem that answers may be."""

    @extend_schema(
        operation_id="problem_types_list",
        responses={200: ProblemTypeSerializer(many=True), **problems()},
    )
    def get(self, request):
        return Response(ProblemTypeSerializer(KINDS, many=True).data)


class ProblemType(APIView):
    """One kind of problem: what leads here is the `type` of such problems."""

    @extend_schema(
        operation_id="problem_types_retrieve",
        parameters=[SLUG],
        responses={200: ProblemTypeSerializer, **problems(404)},
    )
    def get(self, request, slug):
        if slug not in BY_SLUG:
            raise Http404("There is no such kind of problem.")
        return Response(ProblemTypeSerializer(BY_SLUG[slug]).data)
