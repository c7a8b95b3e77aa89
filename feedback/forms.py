"""What is asked of a visitor who knows that a listing is wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, Service
from facilities.taxonomy import taxonomy
from feedback.models import LONGEST_NOTE, Report
from search import index
from visitor_forms.guard import GuardedForm

EMPTY = {"kind": "", "number": "", "service": None, "note": ""}


class SpokenChoiceField(forms.ModelChoiceField):
    """A choice of Services, by their names in the language in use."""

    def label_from_instance(self, obj):
        return str(taxonomy().services[obj.pk].name)


class ReportForm(GuardedForm):
    """About one Facility: which of its services isn't there is chosen among those it lists."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong."),
        },
    )
    number = forms.ChoiceField(
        label=_("Which number is wrong?"),
        required=False,
        help_text=_("Only if a phone number is wrong."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    service = SpokenChoiceField(
        label=_("What does it not have?"),
        queryset=Service.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Choose one"),
        help_text=_("Only if it doesn't have something it lists."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    note = forms.CharField(
        label=_("What do you know about it? (optional)"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_(
            "The right number, or the new address? Up to 500 characters. Please don't "
            "include names or anything about anyone's health."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": _("Please use %(limit_value)d characters or fewer."),
        },
    )

    def __init__(self, facility, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.facility = facility
        if facility.status == Facility.Status.CLOSED:
            # Of a place that we show as closed, one thing can be wrong.
            self.fields["kind"].choices = [(Report.Kind.OTHER.value, _("It is open"))]
            self.fields["kind"].initial = Report.Kind.OTHER
            del self.fields["service"], self.fields["number"]
            return
        self._offer_kinds(facility)
        self._offer_numbers(facility)
        offered = facility.services.filter(polarity=Service.Polarity.OFFERS)
        self.fields["service"].queryset = offered.order_by("name", "slug")

    def _offer_kinds(self, facility):
        """Leave out what can't be wrong because nothing of it is shown."""
        left_out = set()
        if not facility.website:
            left_out.add(Report.Kind.WEBSITE)
        if facility.address_withheld:
            left_out.add(Report.Kind.SECRET)
        kinds = [choice for choice in Report.Kind.choices if choice[0] not in left_out]
        self.fields["kind"].choices = kinds

    def _offer_numbers(self, facility):
        """Offer the numbers, the one to call first; where there is one, don't ask which."""
        numbers = index.current().numbers_to_call(facility.pk, facility.phones.all())
        if len(numbers) < 2:
            del self.fields["number"]
            return
        labels = {n.display: f"{n.label}: {n.display}" for n in numbers}
        self.fields["number"].choices = list(labels.items())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") != Report.Kind.NUMBER:
            cleaned["number"] = ""
        if cleaned.get("kind") != Report.Kind.SERVICE:
            cleaned["service"] = None
        elif not cleaned.get("service") and "service" not in self.errors:
            self.add_error("service", _("Choose what it does not have."))
        return cleaned

    @property
    def identity(self):
        return str(self.facility.pk), *map(str, self.answers.values())

    @property
    def answers(self):
        """Return what is kept of a valid form, {field of Report: value}."""
        names = ("kind", "number", "service", "note")
        return {name: self.cleaned_data.get(name) or EMPTY[name] for name in names}
