"""Facilities by their ids, also those that no list has any more: programs keep ids."""

from django import forms
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.details import attach_details
from api.filters import wrong_in
from api.lists.editions import attribution, last_modified
from api.lists.fields import MOST_IDS, FieldsField, IdsField, picked
from api.lists.links import EDITIONS, Linked
from api.problems import ParameterProblemSerializer, problems
from api.search_serializers import AttributionSerializer
from api.serializers import FacilitySerializer, Plain
from facilities.models import Facility
from programs.problems import wrong_parameters
from search import index

IDS = OpenApiParameter(
    "ids",
    {"type": "string", "minLength": 1},
    required=True,
    description=f"Ids of facilities with commas between, {MOST_IDS} at most.",
)


class BatchForm(forms.Form):
    ids = IdsField()
    fields = FieldsField(required=False)  # type: ignore[assignment]  # a parameter of this name


class MergedSerializer(Plain):
    """An id that another one took the place of."""

    id = serializers.CharField(help_text="The id that was asked for.")
    into = serializers.CharField(help_text="The facility that it is now, among the results.")


class BatchSerializer(AttributionSerializer):
    """Facilities in the order in which they were asked for, each once."""

    unknown_ids = serializers.ListField(
        child=serializers.CharField(),
        help_text="Ids that no facility ever had here. One that closed is among the results.",
    )
    merged = MergedSerializer(many=True, help_text="Ids that another facility took over.")
    results = FacilitySerializer(many=True, help_text="Each once, in the order asked for.")


class FacilityBatch(Linked):
    """Up to 100 facilities by their ids, whatever became of them."""

    @extend_schema(
        operation_id="facilities_batch",
        parameters=[IDS],
        responses={200: BatchSerializer, **problems(wrong=ParameterProblemSerializer)},
    )
    def get(self, request):
        form = BatchForm(request.GET)
        if wrong := wrong_in(form):
            return wrong_parameters(wrong)
        ids = form.cleaned_data["ids"]
        asked = Facility.objects.select_related("merged_into").in_bulk(ids, field_name="public_id")
        here = {id: asked[id] for id in ids if id in asked}
        standing = {facility.survivor.pk: facility.survivor for facility in here.values()}
        directory = index.current()
        attach_details([*standing.values()], directory)
        results = FacilitySerializer(
            standing.values(), many=True, context={"request": request}
        ).data
        answer = {
            "license": request.build_absolute_uri(EDITIONS),
            "attribution": attribution(directory),
            "unknown_ids": [id for id in ids if id not in asked],
            "merged": [
                {"id": id, "into": facility.survivor.public_id}
                for id, facility in here.items()
                if facility.merged_into
            ],
            "results": [picked(result, form.cleaned_data["fields"]) for result in results],
        }
        return Response(answer, headers=last_modified(directory))
