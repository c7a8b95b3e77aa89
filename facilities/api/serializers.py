"""The shape of every answer, from which the OpenAPI description is drawn, too."""

from rest_framework import serializers

from facilities.models import Edition, Facility, ServiceGroup
from facilities.models import Service as ServiceModel


class Plain(serializers.Serializer):
    """A serializer that only writes."""

    def create(self, validated_data):
        raise NotImplementedError

    def update(self, instance, validated_data):
        raise NotImplementedError


class PhoneSerializer(Plain):
    display = serializers.CharField(help_text="As the source writes it.")
    uri = serializers.CharField(
        allow_null=True, help_text="RFC 3966, to dial; null where the text can't be dialled."
    )
    extension = serializers.CharField()
    answered_by = serializers.CharField(help_text="Where it isn't the facility itself.")


class EditionSerializer(Plain):
    kind = serializers.ChoiceField(choices=Edition.Kind.choices)
    year = serializers.IntegerField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    is_demo = serializers.BooleanField(help_text="Every facility in it is invented.")


class FacilitySerializer(Plain):
    """A facility. Coordinates in degrees (WGS 84), null where the address is withheld."""

    id = serializers.CharField(source="public_id")
    url = serializers.SerializerMethodField()
    name = serializers.CharField()
    program = serializers.CharField()
    street = serializers.SerializerMethodField()
    city = serializers.CharField()
    state = serializers.CharField()
    zip = serializers.CharField()
    county = serializers.CharField(help_text="Of the source, or of the ZIP code.")
    address_withheld = serializers.BooleanField()
    status = serializers.ChoiceField(choices=Facility.Status.choices)
    phone = PhoneSerializer(source="main_phone", allow_null=True)
    intake_phones = PhoneSerializer(source="other_phones", many=True)
    website = serializers.CharField()
    latitude = serializers.SerializerMethodField()
    longitude = serializers.SerializerMethodField()
    precision = serializers.ChoiceField(choices=Facility.Precision.choices)
    distance_miles = serializers.SerializerMethodField()
    services = serializers.ListField(child=serializers.CharField(), source="service_slugs")
    codes = serializers.ListField(child=serializers.CharField(), source="code_list")
    highlights = serializers.ListField(child=serializers.CharField(), source="highlight_lines")
    listed_in = EditionSerializer(many=True)

    def get_url(self, facility) -> str:
        return self.context["request"].build_absolute_uri(facility.get_absolute_url())

    def get_street(self, facility) -> str:
        return ", ".join(part for part in (facility.street, facility.street2) if part)

    def get_latitude(self, facility) -> float | None:
        return None if facility.address_withheld else facility.latitude

    def get_longitude(self, facility) -> float | None:
        return None if facility.address_withheld else facility.longitude

    def get_distance_miles(self, facility) -> float | None:
        distance = getattr(facility, "distance", None)
        return None if distance is None else round(distance, 1)


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
