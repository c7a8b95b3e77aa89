"""The form in which an operator puts a listing right."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds import ALL_BOXES, AREA, BOXES, OPTIONAL
from facilities.importing.save_correction import AlreadySaid, NothingListed, check, other_numbers
from facilities.listings.compose import Locations
from facilities.listings.phones import numbers_in
from facilities.listings.records import (
    RowError,
    clean_city,
    clean_state,
    clean_text,
    clean_website,
    clean_zip,
)
from facilities.models import Correction, Facility, Service
from places.gazetteer.zips import zip_centres

What = Correction.What
EMPTY = {"service": None, "is_gone": False}
NUMBERS = (What.PHONE, What.OTHER_PHONE, What.MORE_PHONE)
CAN_BE_ADDED = Q(polarity=Service.Polarity.OFFERS) & ~Q(code="")
# What a Correction holds as it is; the point is two numbers of it.
VALUES = ALL_BOXES - {"point"}
CLEANERS = {"city": clean_city, "state_code": clean_state, "zip": clean_zip, "street": clean_text}
# As maps give it. With fewer digits it would be some street nearby, not the door.
POINT = re.compile(r"\(?\s*(-?\d{1,3}\.\d{4,15})\s*[,; ]\s*(-?\d{1,3}\.\d{4,15})\s*\)?")
NO_POINT = _("Write both, with four digits or more behind the point: 42.15869, -71.14480.")
ELSEWHERE = _(
    "This point is not in that state, or far from that ZIP code. Latitude comes first; in the "
    "United States, longitude nearly always begins with a minus."
)
TWICE = _("There is a correction of this in force already. Change that one, or withdraw it.")


class CorrectionForm(forms.ModelForm):
    """`is_import_running`: an import holds the directory, so nothing can be written now."""

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
            "facility", "what", "wrong", "phone", "line", "is_gone", "street", "street2", *AREA,
            "website", "service", "confirmed_on", "confirmed_by",
        ]  # fmt: skip
        help_texts = {
            "phone": _("With its extension, if it has one: 781-555-0100 x12."),
            "is_gone": _("Nothing is shown in its place until you find out."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "what" in self.fields:
            self.fields["what"].help_text = _("What you choose here decides which boxes follow.")
        if self.instance.pk:
            for name in ALL_BOXES - set(BOXES[self.instance.what]):
                self.fields.pop(name, None)
        if "point" in self.fields:
            self.initial.setdefault("point", self.instance.point)
        facility = self._facility()
        if "service" in self.fields:
            self.fields["service"].queryset = self._services(facility)
        if "wrong" in self.fields and facility:
            listed = [one.display for one in other_numbers(facility)]
            known = dict.fromkeys(["", *filter(None, [self.instance.wrong]), *listed])
            self.fields["wrong"].widget = forms.Select(
                choices=[(one, one or "---------") for one in known]
            )

    def _facility(self):
        """Return the Facility that it is about, where that is known yet, else None."""
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

    def clean_confirmed_on(self):
        day = self.cleaned_data["confirmed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        if self.is_import_running:
            raise ValidationError(_("An import is running. Wait a minute and save again."))
        cleaned = super().clean()
        is_new = self.instance.pk is None  # what it is about can't be changed later
        what = cleaned.get("what") if is_new else self.instance.what
        facility = cleaned.get("facility") if is_new else self.instance.facility
        self._drop_hidden(what)
        if not what or not facility or self._has_wrong_box():
            return cleaned
        if facility.merged_into:
            raise ValidationError(_("It was merged into another: correct that one."))
        if what == What.ADDRESS and facility.address_withheld:
            message = _("Its address is kept secret. It can't be shown here.")
            raise ValidationError(message)
        self._clean_values(what, facility)
        if not self.errors:
            self._check_once(what, facility)
        if not self.errors:
            self._compare(what, facility)
        return cleaned

    def _has_wrong_box(self):
        return bool(ALL_BOXES & self.errors.keys())

    def _post_clean(self):
        # Of what is incomplete the model would say that a constraint is violated.
        if not self.errors:
            super()._post_clean()

    def _drop_hidden(self, what):
        """
        Forget what boxes hold that aren't shown for this kind, and what is wrong with it.

        They still hold it when the form is shown again: who chose the wrong kind lost nothing.
        """
        for name in ALL_BOXES - set(BOXES.get(what, ())):
            self.errors.pop(name, None)
            self.cleaned_data[name] = EMPTY.get(name, "")

    def _clean_values(self, what, facility):
        """Keep what this kind of correction says, each cleaned as an import would."""
        cleaned, kept = self.cleaned_data, BOXES[what]
        if what == What.WITHHELD and not any(cleaned[name] for name in kept):
            cleaned |= {"city": facility.city, "state_code": facility.state, "zip": facility.zip}
        for name in set(kept) - OPTIONAL:
            is_said = bool(cleaned.get(name))
            if cleaned["is_gone"] and name in ("phone", "website"):
                if is_said:
                    self.add_error(name, _("Say what is right, or that it isn't known: not both."))
            elif not is_said and not (what == What.WITHHELD and name == "zip"):
                self.add_error(name, _("Say what is right."))
        if self._has_wrong_box():
            return
        if what in NUMBERS:
            self._clean_numbers(what, facility)
        elif what == What.WEBSITE:
            self._clean_website()
        elif what in (What.ADDRESS, What.WITHHELD):
            self._clean_address()
        elif "service" in kept:
            self._clean_service(what, facility)

    def _clean_website(self):
        text = self.cleaned_data["website"]
        self.cleaned_data["website"] = clean_website(text)
        if text and not self.cleaned_data["website"]:
            self.add_error("website", _("This is no web address."))

    def _clean_service(self, what, facility):
        service, held = self.cleaned_data["service"], facility.service_pks
        if what == What.OFFERED:
            if not service.code or service.polarity != Service.Polarity.OFFERS:
                self.add_error("service", _("Choose one that stands for itself."))
        elif service.pk not in held and service.pk != self.instance.service_id:
            self.add_error("service", _("Its listing doesn't say that it offers this."))

    def _clean_numbers(self, what, facility):
        cleaned = self.cleaned_data
        if cleaned["phone"]:
            self._clean_number(facility)
        if what == What.OTHER_PHONE:
            kinds = {one.display: one.kind for one in other_numbers(facility)}
            kinds.setdefault(self.instance.wrong, self.instance.line)
            if not kinds.get(cleaned["wrong"]):
                self.add_error("wrong", _("Its listing gives no such number. Choose one it gives."))
                return
            cleaned["line"] = kinds[cleaned["wrong"]].replace("main", "other")
        elif what == What.MORE_PHONE and not cleaned["line"]:
            cleaned["line"] = Correction.Line.OTHER

    def _clean_number(self, facility):
        numbers = numbers_in(clean_text(self.cleaned_data["phone"], 100), facility.state)
        if len(numbers) == 1 and numbers[0].e164:
            self.cleaned_data["phone"] = numbers[0].display
        else:
            self.add_error("phone", _("Write one number that can be dialled, like 781-555-0100."))

    def _clean_address(self):
        cleaned = self.cleaned_data
        cleaned["street2"] = clean_text(cleaned["street2"])
        for name, cleaner in CLEANERS.items():
            try:
                cleaned[name] = cleaned[name] and cleaner(cleaned[name])
            except RowError:
                self.add_error(name, _("Something is wrong with this."))
                return
        if cleaned["zip"] and cleaned["zip"] not in zip_centres():
            self.add_error("zip", _("There is no such ZIP code, so it couldn't be found."))
        elif cleaned["street"]:
            self._clean_point()

    def _check_once(self, what, facility):
        """Say what the database would refuse (a form that has no `state` can't see it), and
        what another correction denies."""
        cleaned = self.cleaned_data
        others = Correction.objects.active().filter(facility=facility).exclude(pk=self.instance.pk)
        same = others.about(what, cleaned["service"])
        if what == What.OTHER_PHONE:
            same = same.filter(wrong=cleaned["wrong"])
        elif what == What.MORE_PHONE:
            same = same.filter(phone=cleaned["phone"])
        if same.exists():
            self.add_error(None, TWICE)
        wrong = " / ".join(others.filter(what__in=NUMBERS).values_list("wrong", flat=True))
        known = {one.dialled for one in numbers_in(wrong.strip(" /"), facility.state)}
        if known & {one.dialled for one in numbers_in(cleaned["phone"], facility.state)}:
            self.add_error("phone", _("Another correction says that this number is wrong."))

    def _clean_point(self):
        """Note in the correction where its door is, or that nobody said so."""
        one, cleaned, text = self.instance, self.cleaned_data, self.cleaned_data["point"]
        one.latitude = one.longitude = None
        if not text:
            return
        if not (found := POINT.fullmatch(text)):
            self.add_error("point", NO_POINT)
            return
        at = dict(zip(("latitude", "longitude"), map(float, found.groups()), strict=True))
        there = Facility(state=cleaned["state_code"], zip=cleaned["zip"], **at)
        is_on_earth = abs(there.latitude) <= 90 and abs(there.longitude) <= 180
        if is_on_earth and not Locations(zip_centres(), {}).of(there).distrusted:
            one.latitude, one.longitude = there.latitude, there.longitude
        else:
            self.add_error("point", ELSEWHERE)

    def _compare(self, what, facility):
        values = {name: self.cleaned_data[name] for name in VALUES}
        try:
            check(Correction(facility=facility, what=what, **values))
        except AlreadySaid:
            self.add_error(None, _("Its listing says so already: there is nothing to put right."))
        except NothingListed:
            self.add_error(None, _("There is no listing of it that could be put right."))
