"""What is typed to log in, besides the password."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from staff import second_factor

DIGITS = {
    "autocomplete": "one-time-code",
    "autofocus": True,
    "autocapitalize": "none",
    "spellcheck": "false",
}
WRONG = _("This code isn't right, or was used already. Wait for the next one, then try again.")


def check_code(user, code):
    """Return the Authenticator that accepts a code; ValidationError says why there is none."""
    if seconds := second_factor.seconds_to_wait(user):
        raise forms.ValidationError(
            ngettext(
                "Too many wrong codes. Wait %(count)s second, then try again.",
                "Too many wrong codes. Wait %(count)s seconds, then try again.",
                seconds,
            )
            % {"count": seconds}
        )
    device = second_factor.check(user, code)
    if device is None:
        raise forms.ValidationError(WRONG)
    return device


class CodeForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"), max_length=40, widget=forms.TextInput(attrs=DIGITS), strip=True
    )

    def __init__(self, user, *args, **kwargs):
        self.user, self.device = user, None
        super().__init__(*args, **kwargs)

    def clean_code(self):
        self.device = check_code(self.user, self.cleaned_data["code"])
        return ""


class SetUpForm(forms.Form):
    """The first code of an app, with the key it was given, encrypted."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(attrs=DIGITS))


class ConfirmForm(forms.Form):
    """Password and, where there is a second factor, a code."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    code = forms.CharField(
        label=_("Code"), max_length=40, widget=forms.TextInput(attrs=DIGITS | {"autofocus": False})
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if second_factor.of(request.user) is None:
            del self.fields["code"]

    def clean(self):
        """Check the password first: it counts as a log-in, with the same limits."""
        super().clean()
        user, password = self.request.user, self.cleaned_data.get("password")
        name, typed = user.get_username(), self.cleaned_data.get("code")
        if password and authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError({"password": _("This isn't your password.")})
        if password and typed:
            check_code(user, typed)
