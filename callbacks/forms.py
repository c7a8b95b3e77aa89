"""The callback form: it asks no more than the caller needs to know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from callbacks.choices import Times, Voicemail, WhomFor
from callbacks.phones import canonical
from visitor_forms.guard import GuardedForm

LONGEST_NAME = 60
LONGEST_PHONE = 60


class CallbackForm(GuardedForm):
    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("A first name or any name you like. You can leave it empty."),
        max_length=LONGEST_NAME,
        required=False,
        error_messages={"max_length": _("Please enter a shorter name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=_("Ten digits, in the United States. Add “ext. 12” if there is an extension."),
        max_length=LONGEST_PHONE,
        error_messages={
            "required": _("Enter the number we should call."),
            "max_length": _("This is too long for a phone number."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    times = forms.ChoiceField(
        label=_("Good times to call (your local time)"), choices=Times.choices, initial=Times.ANY
    )
    voicemail = forms.ChoiceField(
        label=_("May we leave a voicemail?"),
        help_text=_("We give only our first name and number."),
        choices=Voicemail.choices,
        initial=Voicemail.NO,
        widget=forms.RadioSelect,
    )
    whom_for = forms.ChoiceField(
        label=_("Who needs help?"),
        choices=[(WhomFor.SELF, _("I do")), (WhomFor.OTHER, _("Someone else"))],
        initial=WhomFor.SELF,
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=_("Yes, call me at this number. I've read what happens to what I write."),
        error_messages={"required": _("We can call you only if you check this box.")},
    )

    def clean_phone(self):
        return canonical(self.cleaned_data["phone"])

    @property
    def identity(self):
        return (self.cleaned_data["phone"],)

    @property
    def answers(self):
        """Return the values to store from a valid form, {field of CallbackRequest: text}."""
        kept = ("name", "phone", "times", "voicemail", "whom_for")
        return {name: self.cleaned_data[name] for name in kept}
