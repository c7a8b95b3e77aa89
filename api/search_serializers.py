"""The shape of what searches, places and the taxonomy answer."""

from rest_framework import serializers

from api.serializers import FacilitySerializer, Plain
from facilities.models import Service as ServiceModel
from facilities.models import ServiceGroup


class PlaceSerializer(Plain):
    kind = serializers.CharField()
    name = serializers.CharField()
    state = serializers.CharField()
    zip = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    precision = serializers.CharField()
    query = serializers.CharField(help_text="What to send as `where` to mean this place.")


class ResolutionSerializer(Plain):
    """What was understood of a place."""

    query = serializers.CharField()
    place = PlaceSerializer(allow_null=True)
    other_places = PlaceSerializer(many=True)
    message = serializers.CharField()


class NoteSerializer(Plain):
    """What no list knows, though the search asks for it."""

    topic = serializers.CharField()
    words = serializers.ListField(
        child=serializers.CharField(), help_text="The words of `q` that named it, as typed."
    )
    text = serializers.CharField(help_text="A sentence for the person who asked.")


class SearchSerializer(Plain):
    """What was understood of a search."""

    place = PlaceSerializer(allow_null=True)
    other_places = PlaceSerializer(many=True)
    radius_miles = serializers.IntegerField(allow_null=True)
    services = serializers.ListField(child=serializers.CharField())
    words_left = serializers.CharField(help_text="Words that are no service and no place.")
    words_as_name = serializers.ListField(
        child=serializers.CharField(),
        help_text="Those of them that every result has in its name, program, street or city.",
    )
    words_not_used = serializers.ListField(
        child=serializers.CharField(), help_text="Words of `q` that changed nothing, as typed."
    )
    notes = NoteSerializer(
        many=True, help_text="What no list knows and who does, the most urgent first."
    )
    message = serializers.CharField()


class CountSerializer(Plain):
    service = serializers.CharField(help_text="Slug of whom the places serve only.")
    count = serializers.IntegerField()


class LeftOutSerializer(Plain):
    """Places that the search leaves out for one reason, and what brings them."""

    include = serializers.CharField(help_text="The value of `include` that brings them.")
    count = serializers.IntegerField(help_text="How many more results it brings in this area.")
    services = CountSerializer(
        many=True, help_text="With serves-only: by whom they serve. A place may serve several."
    )


class FacilityListSerializer(Plain):
    count = serializers.IntegerField()
    left_out_total = serializers.IntegerField(help_text="Places left out, each counted once.")
    left_out = LeftOutSerializer(many=True)
    unlisted_total = serializers.IntegerField(
        help_text="Places that would be results, but that the newest list of their state lacks."
    )
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    search = SearchSerializer()
    results = FacilitySerializer(many=True)


class ServiceSerializer(Plain):
    slug = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    explanation = serializers.CharField()
    source_label = serializers.CharField()
    polarity = serializers.ChoiceField(choices=ServiceModel.Polarity.choices)
    codes = serializers.ListField(
        child=serializers.CharField(), help_text="Any of these codes make the service."
    )


class GroupSerializer(Plain):
    slug = serializers.CharField()
    name = serializers.CharField()
    explanation = serializers.CharField()
    rule = serializers.ChoiceField(choices=ServiceGroup.Rule.choices)
    parameter = serializers.ChoiceField(choices=ServiceGroup.Parameter.choices)
    services = ServiceSerializer(many=True)
