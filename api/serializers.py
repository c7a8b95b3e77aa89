"""The shape of a facility in answers, from which the OpenAPI description is drawn, too."""

from datetime import UTC

from rest_framework import serializers

from facilities.corrections.kinds import values_where
from facilities.models import Correction, Edition, Facility, Phone


class Plain(serializers.Serializer):
    """Base of all: it only writes."""

    def create(self, validated_data):
        raise NotImplementedError

    def update(self, instance, validated_data):
        raise NotImplementedError


class PhoneSerializer(Plain):
    """A number to call, of the listing or of a correction."""

    display = serializers.CharField(help_text="As the source writes it.")
    uri = serializers.CharField(
        allow_null=True, help_text="RFC 3966, to dial; null where the text can't be dialled."
    )
    extension = serializers.CharField(help_text="Digits to dial afterwards; empty if none.")
    answered_by = serializers.CharField(help_text="Where it isn't the facility itself.")


class NumberSerializer(PhoneSerializer):
    """A number to call, of whatever kind."""

    kind = serializers.ChoiceField(
        choices=Phone.Kind.choices,
        help_text="`intake`: the source gives it for admissions.",
    )
    shared_by = serializers.IntegerField(
        help_text="How many listed facilities give the same number, this one included."
    )


class EditionSerializer(Plain):
    """A published list that names the facility."""

    kind = serializers.ChoiceField(
        choices=Edition.Kind.choices, help_text="Which kind of list, by who publishes it."
    )
    year = serializers.IntegerField(help_text="The year that the list is of.")
    title = serializers.CharField(help_text="As its publisher calls it.")
    publisher = serializers.CharField(help_text="Who published it.")
    is_demo = serializers.BooleanField(help_text="Every facility in it is invented.")


PUBLIC_VALUES = values_where(lambda kind: kind.is_public)
PUBLIC_KINDS = [choice for choice in Correction.Kind.choices if choice[0] in PUBLIC_VALUES]


class CorrectionSerializer(Plain):
    """What we found out where the source is wrong; the facility's own fields say what is right."""

    what = serializers.ChoiceField(choices=PUBLIC_KINDS, help_text="What of it was wrong.")
    service = serializers.CharField(
        allow_null=True, help_text="Slug of what is offered, isn't, or can't be told."
    )
    removed = serializers.BooleanField(
        help_text="A number or website is wrong, and nothing is known to be right in its place."
    )
    confirmed_on = serializers.DateField(help_text="The day on which somebody confirmed it.")
    confirmed_by = serializers.ChoiceField(
        choices=Correction.How.choices, help_text="How it was confirmed."
    )


class CertificationSerializer(Plain):
    """What SAMHSA's directory of opioid treatment programs says of it."""

    status = serializers.ChoiceField(
        choices=Facility.Certification.choices,
        help_text="`full`, or `provisional` while it is new.",
    )
    since = serializers.DateField(
        allow_null=True, help_text="Of the first full certification, where the directory gives it."
    )


class FacilitySerializer(Plain):
    """A facility. Coordinates in degrees (WGS 84), null where the address is withheld."""

    id = serializers.CharField(
        source="public_id",
        help_text="Ours, for good: it outlasts editions, and leads on from one that was merged.",
    )
    url = serializers.CharField(help_text="Its page for people on this site.")
    name = serializers.CharField(help_text="Its name, as the listing has it or a correction.")
    program = serializers.CharField(help_text="The part of the organization; empty if none.")
    street = serializers.CharField(
        help_text="Street and suite, of the listing or a correction. Empty: withheld "
        "(`address_withheld`), or no list gives it. Not a place to look for otherwise."
    )
    city = serializers.CharField(help_text="The city of its address.")
    state = serializers.CharField(
        help_text="Two letters, as the Postal Service has them; territories, too."
    )
    zip = serializers.CharField(help_text="Five digits, as a text: many begin with 0.")
    county = serializers.CharField(help_text="Of the source, or of the ZIP code.")
    address_withheld = serializers.BooleanField(
        help_text="The place keeps its address to itself, as shelters do: don't look it up."
    )
    status = serializers.ChoiceField(
        choices=Facility.Status.choices,
        help_text="`open`: in the newest list; `unlisted`: that list lacks it, so it may be closed "
        "or moved; `closed`: somebody confirmed that it is.",
    )
    certification = CertificationSerializer(
        allow_null=True,
        help_text="As an opioid treatment program, by the newest directory of these. Null: that "
        "directory lacks it, or isn't loaded here; not a no.",
    )
    phone = PhoneSerializer(
        source="main_phone", allow_null=True, help_text="Its main number; null: none is known."
    )
    intake_phones = PhoneSerializer(
        source="other_phones", many=True, help_text="Its other numbers, in the listing's order."
    )
    phones = NumberSerializer(
        source="numbers",
        many=True,
        help_text="All its numbers, the first to try first for starting treatment.",
    )
    website = serializers.CharField(help_text="Of the listing or a correction; empty if none.")
    latitude = serializers.FloatField(
        allow_null=True,
        help_text="Degrees north (WGS 84); see `precision`. Null: withheld, or not known.",
    )
    longitude = serializers.FloatField(
        allow_null=True,
        help_text="Degrees east (WGS 84), negative in the west; null where `latitude` is.",
    )
    precision = serializers.ChoiceField(
        choices=Facility.Precision.choices,
        help_text="What the point is: `source` and `street` are the place itself; `zip` and `city` "
        "are a center, not a door.",
    )
    position_from = serializers.CharField(
        help_text="The table or geocoder that gave its point, and since when; "
        "empty where the listing or the area did."
    )
    distance_miles = serializers.FloatField(
        allow_null=True,
        help_text="Statute miles in a straight line from the place that was searched, to a tenth; "
        "null where there is none, as in a state.",
    )
    services = serializers.ListField(
        child=serializers.CharField(), source="service_slugs", help_text="Slugs of what it offers."
    )
    not_offered = serializers.ListField(
        child=serializers.CharField(),
        source="denied_slugs",
        help_text="Slugs of what it says it doesn't offer. Of a service in neither list, no "
        "source says anything: not a no.",
    )
    codes = serializers.ListField(
        child=serializers.CharField(),
        source="code_list",
        help_text="The codes of the source's questionnaire, sorted; /api/v1/services/ says which "
        "services they make.",
    )
    highlights = serializers.ListField(
        child=serializers.CharField(),
        source="highlight_lines",
        help_text="Sentences that the operator of this site added.",
    )
    listed_in = EditionSerializer(
        many=True, help_text="The lists that all this is from, the newest first."
    )
    corrected = CorrectionSerializer(
        many=True, help_text="Where this differs from what the source says."
    )
    updated_at = serializers.DateTimeField(
        help_text="When what this says was recorded to have changed last, in UTC."
    )

    def to_representation(self, facility):
        """Return the fields of a facility that `attach_details` completed.

        Written out, as asking each field costs ten times as much: a page of results has
        some three thousand of them.
        """
        return {
            "id": facility.public_id,
            "url": self.context["request"].build_absolute_uri(facility.get_absolute_url()),
            "name": facility.name,
            "program": facility.program,
            "street": ", ".join(filter(None, [facility.street, facility.street2])),
            "city": facility.city,
            "state": facility.state,
            "zip": facility.zip,
            "county": facility.county,
            "address_withheld": facility.address_withheld,
            **standing_of(facility),
            "phone": facility.main_phone and phone_of(facility.main_phone),
            "intake_phones": [phone_of(phone) for phone in facility.other_phones],
            "phones": [number_of(number) for number in facility.numbers],
            "website": facility.website,
            **position_of(facility),
            "services": facility.service_slugs,
            "not_offered": facility.denied_slugs,
            "codes": facility.code_list,
            "highlights": facility.highlight_lines,
            "listed_in": [edition_of(edition) for edition in facility.listed_in],
            "corrected": [correction_of(correction) for correction in facility.corrected],
            "updated_at": moment_of(facility.updated_at),
        }


def moment_of(moment):
    """Return a moment as answers have it: "2026-11-30T04:00:00Z"."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def position_of(facility):
    is_withheld, miles = facility.address_withheld, getattr(facility, "distance", None)
    return {
        "latitude": None if is_withheld else facility.latitude,
        "longitude": None if is_withheld else facility.longitude,
        "precision": facility.precision,
        "position_from": "" if is_withheld else facility.position_from,
        "distance_miles": rounded(miles),
    }


def rounded(miles):
    """Return a distance as answers have it, or None."""
    return None if miles is None else round(miles, 1)


def standing_of(facility):
    since, certification = facility.certified_since, None
    if facility.certification and facility.status == Facility.Status.OPEN:
        certification = {
            "status": facility.certification,
            "since": since and since.isoformat(),
        }
    return {"status": facility.status, "certification": certification}


def phone_of(phone):
    return {name: getattr(phone, name) for name in ("display", "uri", "extension", "answered_by")}


def number_of(number):
    return {**phone_of(number), "kind": number.kind, "shared_by": number.shared_by}


def edition_of(edition):
    names = ("kind", "year", "title", "publisher", "is_demo")
    return {name: getattr(edition, name) for name in names}


def correction_of(correction):
    return {
        "what": correction.what,
        "service": correction.service and correction.service.slug,
        "removed": correction.is_gone,
        "confirmed_on": correction.confirmed_on.isoformat(),
        "confirmed_by": correction.confirmed_by,
    }
