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


class ResolutionSerializer(Plain):
    """What was understood of a place."""

    query = serializers.CharField()
    place = PlaceSerializer(allow_null=True)
    other_places = PlaceSerializer(many=True)
    message = serializers.CharField()


class SearchSerializer(Plain):
    """What was understood of a search."""

    place = PlaceSerializer(allow_null=True)
    other_places = PlaceSerializer(many=True)
    radius_miles = serializers.IntegerField(allow_null=True)
    services = serializers.ListField(child=serializers.CharField())
    words_left = serializers.CharField()
    message = serializers.CharField()


class FacilityListSerializer(Plain):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    search = SearchSerializer()
    results = FacilitySerializer(many=True)


class ProblemsSerializer(Plain):
    """What was wrong with the parameters: {name: [message]}."""

    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


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
