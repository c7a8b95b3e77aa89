"""Spam protection for forms, without a third party, a cookie or a puzzle.

Each page with a GuardedForm carries a signed, timestamped token. Whoever sends the form faster
than a person can, or fills in the hidden honeypot field, is asked to send it again. No request is
silently dropped: a person's browser may autofill the honeypot, too.
"""

from http import HTTPStatus

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from visitor_forms.origin import is_own

LEAST_SECONDS = 3
# A page left open over night still works in the morning.
MOST_SECONDS = 24 * 60 * 60
_signer = TimestampSigner(salt="visitor_forms.guard")


def new_token():
    """Return a signed token: a random text and the time."""
    return _signer.sign(get_random_string(22))


def _is_young(token):
    try:
        return bool(_signer.unsign(token, max_age=LEAST_SECONDS))
    except BadSignature:
        return False


class GuardedForm(forms.Form):
    """A visitor's form. After validation `nonce` is the random text of its page.

    Store `visitor_forms.crypto.idempotency_keys` of the nonce and the answers in a unique column,
    so that pressing "Send" twice makes one request, not two. The template prints `form.token` and
    `form.homepage` by {% include "visitor_forms/_guard.html" with form=form only %}.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    # A honeypot: hidden from people, named so that bots fill it in.
    homepage = forms.CharField(required=False, label=_("Leave this empty"))

    nonce = ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("homepage"):
            raise ValidationError(
                _("Something filled in a box that people don't see. Please send it again.")
            )
        try:
            self.nonce = _signer.unsign(cleaned.get("token", ""), max_age=MOST_SECONDS)
        except BadSignature as error:  # SignatureExpired, too
            raise ValidationError(
                _("This page was open for too long. Please check what you wrote and send it again.")
            ) from error
        if _is_young(cleaned["token"]):
            raise ValidationError(_("That was very fast. Please send it once more."))
        return cleaned

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

    A view defines `limit`, `make_form(data)` and `accept(form)`, which returns the response to a
    valid form. Otherwise the page is shown again with the visitor's input; `is_over` tells the
    template that the limit was reached.
    """

    limit = None

    def post(self, request, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.again(form, HTTPStatus.BAD_REQUEST)
        if not self.limit.allows(request):
            return self.again(form, HTTPStatus.TOO_MANY_REQUESTS)
        return self.accept(form)

    def again(self, form, status):
        is_over = status == HTTPStatus.TOO_MANY_REQUESTS
        context = self.get_context_data(form=form, is_over=is_over)
        response = self.render_to_response(context, status=status)
        if is_over:
            response.headers["Retry-After"] = self.limit.seconds
        return response

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.make_form()
        return super().get_context_data(**{"is_over": False} | kwargs)
