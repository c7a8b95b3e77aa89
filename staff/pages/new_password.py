"""A new password by a code that a superuser made: once, for a day.

The code is typed, not part of a link: addresses stay in logs and histories.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.pages.set_up import page

PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class NewPasswordForm(SetPasswordMixin, forms.Form):
    """Whose account, the code, and the password twice."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "username", "autofocus": True}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code that you were given"),
        max_length=60,
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "off"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        gettext_lazy("New password"), gettext_lazy("New password again")
    )
    user = None

    def clean(self):
        """Check the code before anything is said of the account."""
        self.validate_passwords()
        name, code = (self.cleaned_data.get(field) for field in ("username", "code"))
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None or not default_token_generator.check_token(user, code):
            raise forms.ValidationError(
                _("The code isn't right for this account, was used before, or is over a day old.")
            )
        self.user = user
        self.validate_password_for_user(user, "password2")


def new_password(request):
    """Let an account's owner choose a password. The second factor stays as it is."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.set_password_and_save(form.user, "password1")
        messages.success(request, _("Your password is saved. Log in with it."))
        return HttpResponseRedirect(reverse("admin:login"))
    return page(request, "admin/staff/new_password.html", _("Choose a password"), {"form": form})
