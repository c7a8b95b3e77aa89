"""Suggestions while one types, for the boxes of our own pages and for anyone's."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from api.filters import wrong_in
from api.parameters import text_parameter
from api.problems import ParameterProblemSerializer, problems
from api.serializers import Plain
from programs.problems import wrong_parameters
from search.filters import PlaceQuery
from search.suggest import suggestions

KINDS = ("place", "service", "facility")


class SuggestionSerializer(Plain):
    """What a text may become."""

    kind = serializers.ChoiceField(choices=KINDS, help_text="What it is.")
    text = serializers.CharField(help_text="What to show.")
    detail = serializers.CharField(help_text="What it is: a city, a way to pay, a facility's town.")
    url = serializers.CharField(help_text="Where it leads, on this site.")
    where = serializers.CharField(help_text="A place as the parameter `where` understands it.")
    q = serializers.CharField(help_text="Words for the parameter `q`, if it stands for some.")


class SuggestionListSerializer(Plain):
    """What a text may become: places, services and facilities, the likeliest of each first."""

    query = serializers.CharField(help_text="What was asked, as typed.")
    suggestions = SuggestionSerializer(many=True, help_text="The likeliest of each kind first.")


class Suggest(APIView):
    """What the first letters of a search may become; nothing for fewer than two."""

    @extend_schema(
        operation_id="suggest",
        parameters=[
            text_parameter("q", "The first letters of a place, service or facility.", "bos")
        ],
        responses={200: SuggestionListSerializer, **problems(wrong=ParameterProblemSerializer)},
    )
    def get(self, request):
        form = PlaceQuery(request.GET)
        if wrong := wrong_in(form):
            return wrong_parameters(wrong)
        text = form.cleaned_data["q"]
        answer = {"query": text, "suggestions": suggestions(text)}
        # What people type, letter by letter, stays in no cache of a computer others use, too.
        headers = {"Cache-Control": "no-store"}
        return Response(SuggestionListSerializer(answer).data, headers=headers)
