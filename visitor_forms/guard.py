"""Spam protection for forms, without a third party, a cookie or a puzzle.

Each page with a GuardedForm carries a signed, timestamped token. Whoever sends the form faster
than a person can, or fills in the hidden honeypot field, is asked to send it again. No request is
silently dropped: a person's browser may autofill the honeypot, too. One token is good for one
sending (sendings.py); while many send, it has to be older (limits/).
"""

import time
from http import HTTPStatus
from math import ceil

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from visitor_forms.origin import is_own
from visitor_forms.sendings import MOST_SECONDS, AlreadySent, was_sent

LEAST_SECONDS = 3
_signer = TimestampSigner(salt="visitor_forms.guard")


def new_token():
    """Return a signed token: a random text and the time."""
    return _signer.sign(get_random_string(22))


def _age(token):
    """Return how many seconds ago a valid token was made."""
    return time.time() - b62_decode(token.rsplit(":", 2)[1])


class GuardedForm(forms.Form):
    """A visitor's form.

    After validation `nonce` is the random text of its page and `age` for how many seconds that was
    open. `identity` are the answers, as texts, that make a sending another one: write it down with
    `visitor_forms.sendings.note_sending`, so that pressing "Send" twice makes one request, not two.
    The template prints `form.token` and `form.homepage` by
    {% include "visitor_forms/_guard.html" with form=form only %}.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    # A honeypot: hidden from people, named so that bots fill it in.
    homepage = forms.CharField(required=False, label=_("Leave this empty"))

    nonce, age = "", 0.0

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("homepage"):
            raise ValidationError(
                _("A hidden box was filled in, as spam programs do. Please send it again.")
            )
        try:
            self.nonce = _signer.unsign(cleaned.get("token", ""), max_age=MOST_SECONDS)
        except BadSignature as error:  # SignatureExpired, too
            raise ValidationError(
                _("This page was open for too long. Please check what you wrote and send it again.")
            ) from error
        self.age = _age(cleaned["token"])
        if self.age <= LEAST_SECONDS:
            raise ValidationError(_("That was very fast. Please send it once more."))
        return cleaned

    @property
    def identity(self) -> tuple[str, ...]:
        return ()

    def refuse_page(self):
        """Say that the page was sent already, and give it a new token."""
        self.nonce = ""
        text = _("You already sent this page and have changed it since. Please send it again.")
        self.add_error(None, text)

    @property
    def fresh_token(self):
        """Return the token to print: the submitted one while it is valid, else a new one."""
        return self.data.get("token") if self.nonce else new_token()


@method_decorator(
    [csrf_exempt, never_cache, sensitive_post_parameters(), sensitive_variables()], name="dispatch"
)
class OwnPagesOnly:
    """Mixin for views that accept a visitor's form from pages of this site only.

    Django's CSRF check needs a cookie, and visitors get none. The submitted data stays out of
    error reports, and the response out of caches.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not is_own(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GuardedPage(OwnPagesOnly):
    """Mixin for TemplateViews that show and accept a GuardedForm within a Limit.

    A view defines `limit`, `make_form(data)`, `accept(form, verdict)`, which stores a valid form,
    and `thank()`, which returns the response to one that is stored. Otherwise the page is shown
    again with the visitor's input; `is_over` tells the template that the limit was reached, and
    `minutes`, if it isn't 0, after how long the same page can be sent.
    """

    limit = None

    def post(self, request, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.again(form, HTTPStatus.BAD_REQUEST)
        try:
            if was_sent(form.nonce, form.identity):
                return self.thank()
            verdict = self.limit.take(request, form.age)
            if not verdict.is_taken:
                return self.later(form, verdict)
            self.accept(form, verdict)
        except AlreadySent:
            form.refuse_page()
            return self.again(form, HTTPStatus.BAD_REQUEST)
        return self.thank()

    def again(self, form, status, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)

    def later(self, form, verdict):
        """Return the page again: too many were sent, by this visitor or by all."""
        minutes = ceil(verdict.wait / 60) if verdict.is_slowed else 0
        response = self.again(form, HTTPStatus.TOO_MANY_REQUESTS, is_over=True, minutes=minutes)
        response.headers["Retry-After"] = verdict.wait
        return response

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.make_form()
        return super().get_context_data(**{"is_over": False, "minutes": 0} | kwargs)
