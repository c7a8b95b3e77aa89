"""The shape of what searches, places and the taxonomy answer."""

from rest_framework import serializers

from api.serializers import FacilitySerializer, Plain
from facilities.models import Service as ServiceModel
from facilities.models import ServiceGroup


class PlaceSerializer(Plain):
    """A place that a search is in or around, of published lists of places."""

    kind = serializers.CharField(help_text="`zip`, `city`, `county`, `state` or `region`.")
    name = serializers.CharField(help_text="As people read it: Boston, MA.")
    state = serializers.CharField(help_text="Two letters; empty of a region, which has several.")
    zip = serializers.CharField(help_text="Five digits of a ZIP code; else empty.")
    latitude = serializers.FloatField(help_text="Degrees north (WGS 84) of its middle.")
    longitude = serializers.FloatField(help_text="Degrees east (WGS 84) of its middle.")
    precision = serializers.CharField(help_text="How its middle is known.")
    query = serializers.CharField(help_text="What to send as `where` to mean this place.")


class ResolutionSerializer(Plain):
    """What was understood of a place."""

    query = serializers.CharField(help_text="What was asked, as typed.")
    place = PlaceSerializer(allow_null=True, help_text="What it means; null: not known.")
    other_places = PlaceSerializer(many=True, help_text="What else it could mean.")
    message = serializers.CharField(help_text="A sentence for the person who asked, or empty.")


class NoteSerializer(Plain):
    """What no list knows, though the search asks for it."""

    topic = serializers.CharField(help_text="A fixed word; docs/api.md lists them.")
    words = serializers.ListField(
        child=serializers.CharField(), help_text="The words of `q` that named it, as typed."
    )
    text = serializers.CharField(help_text="A sentence for the person who asked.")


class SearchSerializer(Plain):
    """What was understood of a search."""

    place = PlaceSerializer(allow_null=True, help_text="Where was searched; null: everywhere.")
    other_places = PlaceSerializer(many=True, help_text="What else the place could mean.")
    radius_miles = serializers.IntegerField(
        allow_null=True,
        help_text="Statute miles around the place; more than was asked for where fewer than five "
        "are nearer. Null: within borders, or the nearest of all.",
    )
    services = serializers.ListField(
        child=serializers.CharField(), help_text="Slugs asked for, also in words."
    )
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
    message = serializers.CharField(help_text="A sentence for the person who asked, or empty.")


class CountSerializer(Plain):
    """How many places serve only certain people."""

    service = serializers.CharField(help_text="Slug of whom the places serve only.")
    count = serializers.IntegerField(help_text="How many places.")


class LeftOutSerializer(Plain):
    """Places that the search leaves out for one reason, and what brings them."""

    include = serializers.CharField(help_text="The value of `include` that brings them.")
    count = serializers.IntegerField(help_text="How many more results it brings in this area.")
    services = CountSerializer(
        many=True, help_text="With serves-only: by whom they serve. A place may serve several."
    )


class AttributionSerializer(Plain):
    """On which terms facilities may be used."""

    license = serializers.CharField(help_text="The address with the terms of each list.")
    attribution = serializers.CharField(help_text="How to cite the lists they come from.")


class FacilityListSerializer(AttributionSerializer):
    """Facilities that a search found."""

    count = serializers.IntegerField(help_text="Facilities on all pages together.")
    left_out_total = serializers.IntegerField(help_text="Places left out, each counted once.")
    left_out = LeftOutSerializer(many=True, help_text="What was left out, by what brings it.")
    unlisted_total = serializers.IntegerField(
        help_text="Places that would be results, but that the newest list of their state lacks."
    )
    next = serializers.CharField(
        allow_null=True, help_text="The address of the next page; null: this is the last."
    )
    previous = serializers.CharField(
        allow_null=True, help_text="The address of the page before; null: there is none."
    )
    search = SearchSerializer(help_text="What was made of the parameters.")
    results = FacilitySerializer(many=True, help_text="The facilities of this page, in order.")


class ServiceSerializer(Plain):
    """Something that a facility can say about itself."""

    slug = serializers.CharField(help_text="What parameters and answers call it, for good.")
    code = serializers.CharField(help_text="Its own code in the source; empty if several make it.")
    name = serializers.CharField(help_text="What pages call it.")
    explanation = serializers.CharField(help_text="What it means, in plain words.")
    source_label = serializers.CharField(help_text="What the source calls it.")
    polarity = serializers.ChoiceField(
        choices=ServiceModel.Polarity.choices,
        help_text="What a yes means: `offers`; `declines`: that something isn't done; "
        "`serves_only`: nobody else is treated.",
    )
    codes = serializers.ListField(
        child=serializers.CharField(), help_text="Any of these codes make the service."
    )


class GroupSerializer(Plain):
    """Services that answer one question."""

    slug = serializers.CharField(help_text="What `include` calls it.")
    name = serializers.CharField(help_text="What pages call it.")
    explanation = serializers.CharField(help_text="What the question is; empty if its name says.")
    rule = serializers.ChoiceField(
        choices=ServiceGroup.Rule.choices,
        help_text="Whether places must offer `all` of those asked for, or `any`.",
    )
    parameter = serializers.ChoiceField(
        choices=ServiceGroup.Parameter.choices, help_text="The parameter that asks for them."
    )
    services = ServiceSerializer(many=True, help_text="In the order of pages.")
