"""The fields of a correction's form, and the choices that a facility gives them."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.admin.correction_boxes import KindSelect
from facilities.corrections.kinds import ALL_BOXES, kind_of
from facilities.corrections.kinds.numbers import other_numbers
from facilities.importing.save_correction import source_of
from facilities.models import Correction, Facility, Service

CAN_BE_ADDED = Q(polarity=Service.Polarity.OFFERS) & ~Q(code="")


class CorrectionFields(forms.ModelForm):
    """What an operator fills in, and what can be chosen; CorrectionForm cleans it."""

    # Not the model's own fields: it would refuse "example.org" where listings may write so,
    # and would ask for numbers in a box of many lines.
    website = forms.CharField(label=_("Website"), required=False, max_length=500)
    wrong = forms.CharField(
        label=_("The number that is wrong"),
        required=False,
        max_length=100,
    )
    point = forms.CharField(
        label=_("Latitude and longitude"),
        required=False,
        max_length=60,
        help_text=_(
            "Of its door, as you copy it from a map: 42.15869, -71.14480. It may be left out: the "
            "place is then shown at the center of its ZIP code until a geocoder finds it."
        ),
    )

    class Meta:
        model = Correction
        fields = [
            "facility", "what", "wrong", "phone", "line", "is_gone", "street", "street2", "city",
            "state_code", "zip", "website", "service", "confirmed_on", "confirmed_by",
        ]  # fmt: skip
        widgets = {"what": KindSelect}
        help_texts = {
            "phone": _("With its extension, if it has one: 781-555-0100 x12."),
            "is_gone": _("Nothing is shown in its place until you find out."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "what" in self.fields:
            self.fields["what"].help_text = _("What you choose here decides which boxes follow.")
        if self.instance.pk:
            for name in ALL_BOXES - set(kind_of(self.instance).boxes):
                self.fields.pop(name, None)
        if "point" in self.fields:
            self.initial.setdefault("point", self.instance.point)
        facility = self._facility()
        if "service" in self.fields:
            self.fields["service"].queryset = self._services(facility)
        if "wrong" in self.fields and facility:
            self.fields["wrong"].widget = forms.Select(choices=self._numbers(facility))

    def _facility(self):
        """Return the Facility that it is about, if it is already chosen, else None."""
        pk = self.instance.facility_id or self.data.get("facility") or self.initial.get("facility")
        pk = str(pk or "")
        is_number = pk.isdecimal() and int(pk) < 2**63
        return Facility.objects.filter(pk=int(pk)).first() if is_number else None

    def _services(self, facility):
        """Return what can be chosen: what the facility offers, and what it could."""
        services = Service.objects.exclude(polarity=Service.Polarity.DECLINES)
        if facility:
            offered = Q(pk__in=facility.service_pks) | Q(pk=self.instance.service_id)
            services = services.filter(offered | CAN_BE_ADDED)
        return services.order_by("group__position", "position", "slug")

    def _numbers(self, facility):
        """Return the choices of the number that is wrong: those of the listings."""
        listed = [phone.display for phone in other_numbers(source_of(facility))]
        texts = dict.fromkeys(["", *filter(None, [self.instance.wrong]), *listed])
        return [(text, text or "---------") for text in texts]
