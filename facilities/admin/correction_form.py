"""The form in which an operator puts a listing right."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from facilities.admin.correction_boxes import KindSelect
from facilities.corrections.kinds import ALL_BOXES, kind_named, kind_of
from facilities.corrections.kinds.numbers import other_numbers
from facilities.importing.save_correction import AlreadySaid, NothingListed, check, source_of
from facilities.models import Correction, Facility, Service

EMPTY = {"service": None, "is_gone": False}
CAN_BE_ADDED = Q(polarity=Service.Polarity.OFFERS) & ~Q(code="")
# What a Correction holds as it is; the point is two numbers of it.
VALUES = ALL_BOXES - {"point"}
TWICE = _("There is a correction of this in force already. Change that one, or withdraw it.")


class CorrectionForm(forms.ModelForm):
    """What the boxes of a kind hold is cleaned by the kind (facilities/corrections/kinds/).

    `is_import_running`: an import holds the directory, so nothing can be written now.
    """

    is_import_running = False
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

    def clean_confirmed_on(self):
        day = self.cleaned_data["confirmed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        if self.is_import_running:
            raise ValidationError(_("An import is running. Wait a minute and save again."))
        cleaned, facility = super().clean(), self._chosen("facility")
        self._drop_hidden()
        if not self.kind or not facility or self._has_wrong_box():
            return cleaned
        if facility.merged_into:
            raise ValidationError(_("It was merged into another: correct that one."))
        if objection := self.kind.objection(facility):
            raise ValidationError(objection)
        self._clean_values(facility)
        if not self.errors:
            self._check_others(facility)
        if not self.errors:
            self._compare(facility)
        return cleaned

    def _chosen(self, name):
        """Return what the correction is about: of a stored one, it can't be changed."""
        return getattr(self.instance, name) if self.instance.pk else self.cleaned_data.get(name)

    @cached_property
    def kind(self):
        """Return the Kind of the correction; None if it isn't chosen."""
        value = self._chosen("what")
        return kind_named(value) if value else None

    def _has_wrong_box(self):
        return bool(ALL_BOXES & self.errors.keys())

    def _post_clean(self):
        # Of what is incomplete the model would say that a constraint is violated.
        if not self.errors:
            super()._post_clean()

    def _drop_hidden(self):
        """Forget what boxes hold that aren't shown for this kind, and what is wrong with it.

        They still hold it when the form is shown again: who chose the wrong kind lost nothing.
        """
        for name in ALL_BOXES - set(self.kind.boxes if self.kind else ()):
            self.errors.pop(name, None)
            self.cleaned_data[name] = EMPTY.get(name, "")

    def _clean_values(self, facility):
        """Keep what this kind of correction says, each value cleaned as an import would."""
        kind, values = self.kind, self.cleaned_data
        kind.complete(values, facility)
        for name in set(kind.boxes) - kind.optional:
            is_given = bool(values.get(name))
            if values["is_gone"] and name == kind.box_or_gone:
                if is_given:
                    self.add_error(name, _("Say what is right, or that it isn't known: not both."))
            elif not is_given:
                self.add_error(name, _("Say what is right."))
        if self._has_wrong_box():
            return
        errors = kind.clean(values, self.instance, facility, source_of(facility))
        for name, message in errors.items():
            self.add_error(name, message)

    def _check_others(self, facility):
        """Say what the database would refuse, and what another correction denies.

        Django doesn't check the database's rule: it is about `state`, which the form lacks.
        """
        kind, values = self.kind, self.cleaned_data
        active = Correction.objects.active().filter(facility=facility).exclude(pk=self.instance.pk)
        same = active.about(kind.value, values["service"])
        if field := kind.told_apart_by:
            same = same.filter(**{field: values[field]})
        if same.exists():
            self.add_error(None, TWICE)
        for name, message in kind.conflicts(values, facility, active).items():
            self.add_error(name, message)

    def _compare(self, facility):
        values = {name: self.cleaned_data[name] for name in VALUES}
        try:
            check(Correction(facility=facility, what=self.kind.value, **values))
        except AlreadySaid:
            self.add_error(None, _("Its listing says so already: there is nothing to put right."))
        except NothingListed:
            self.add_error(None, _("There is no listing of it that could be put right."))
