"""The form in which an operator puts a listing right."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilities.directory.phones import numbers_in
from facilities.directory.putting_right import AlreadySaid, NothingListed, check
from facilities.directory.records import (
    RowError,
    clean_city,
    clean_state,
    clean_text,
    clean_website,
    clean_zip,
)
from facilities.models import Correction, Service
from places.zips import zip_centres

What = Correction.What
# What each kind of correction needs; what belongs to another is dropped.
NEEDED = {
    What.PHONE: ["phone"],
    What.ADDRESS: ["street", "city", "state_code", "zip"],
    What.WEBSITE: ["website"],
    What.CLOSED: [],
    What.NOT_OFFERED: ["service"],
}
TWICE = _("There is a correction of this in force already. Change that one, or withdraw it.")
VALUES = {"phone", "street", "street2", "city", "state_code", "zip", "website", "service"}
CLEANERS = {"city": clean_city, "state_code": clean_state, "zip": clean_zip, "street": clean_text}


class CorrectionForm(forms.ModelForm):
    """`is_import_running`: an import holds the directory, so nothing can be written now."""

    is_import_running = False
    # Not the model's own field: it would refuse "example.org" where listings may write so.
    website = forms.CharField(label=_("Website"), required=False, max_length=500)

    class Meta:
        model = Correction
        fields = [
            "facility", "what", "phone", "street", "street2", "city", "state_code", "zip",
            "website", "service", "confirmed_on", "confirmed_by",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "service" in self.fields:
            self.fields["service"].queryset = self._services()

    def _services(self):
        """Return what can be taken away: what the facility offers, where that is known yet."""
        services = Service.objects.exclude(polarity=Service.Polarity.DECLINES)
        facility = self.instance.facility_id or self.data.get("facility")
        facility = str(facility or self.initial.get("facility") or "")
        if facility.isdecimal() and int(facility) < 2**63:
            offered = Q(facilities=int(facility)) | Q(pk=self.instance.service_id)
            services = services.filter(offered).distinct()
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
        if self.errors:
            return cleaned
        is_new = self.instance.pk is None  # what it is about can't be changed later
        what = cleaned["what"] if is_new else self.instance.what
        facility = cleaned["facility"] if is_new else self.instance.facility
        if facility.merged_into:
            raise ValidationError(_("It was merged into another: correct that one."))
        if what == What.ADDRESS and facility.address_withheld:
            message = _("Its address is kept secret by its listing. It can't be shown here.")
            raise ValidationError(message)
        self._clean_values(what, facility)
        if not self.errors:
            self._check_once(what, facility)
            self._compare(what, facility)
        return cleaned

    def _clean_values(self, what, facility):
        """Keep what this kind of correction says, each cleaned as an import would."""
        cleaned = self.cleaned_data
        kept = {*NEEDED[what], *(["street2"] if what == What.ADDRESS else [])}
        for name in VALUES - kept:
            cleaned[name] = None if name == "service" else ""
        for name in NEEDED[what]:
            if not cleaned.get(name):
                self.add_error(name, _("Say what is right."))
        if self.errors:
            return
        cleaned["street2"] = clean_text(cleaned["street2"])
        if what == What.PHONE:
            self._clean_number(facility)
        if what == What.WEBSITE and not (site := clean_website(cleaned["website"])):
            self.add_error("website", _("This is no web address."))
        elif what == What.WEBSITE:
            cleaned["website"] = site
        if what == What.ADDRESS:
            self._clean_address()

    def _clean_number(self, facility):
        numbers = numbers_in(clean_text(self.cleaned_data["phone"], 100), facility.state)
        if len(numbers) == 1 and numbers[0].e164:
            self.cleaned_data["phone"] = numbers[0].display
        else:
            self.add_error("phone", _("Write one number that can be dialled, like 781-555-0100."))

    def _clean_address(self):
        for name, cleaner in CLEANERS.items():
            try:
                self.cleaned_data[name] = cleaner(self.cleaned_data[name])
            except RowError:
                self.add_error(name, _("Something is wrong with this."))
                return
        if self.cleaned_data["zip"] not in zip_centres():
            self.add_error("zip", _("There is no such ZIP code, so it couldn't be found."))

    def _check_once(self, what, facility):
        """Say what the database would refuse: a form that has no `state` can't see it."""
        same = Correction.objects.active().filter(
            facility=facility, what=what, service=self.cleaned_data["service"]
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error(None, TWICE)

    def _compare(self, what, facility):
        values = {name: self.cleaned_data[name] for name in VALUES}
        try:
            check(Correction(facility=facility, what=what, **values))
        except AlreadySaid:
            self.add_error(None, _("Its listing says so already: there is nothing to put right."))
        except NothingListed:
            self.add_error(None, _("There is no listing of it that could be put right."))
