"""“Have us call you”: what happens, then a form, then what happens next."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from callbacks.forms import CallbackForm
from callbacks.notifying import notify_in_background
from callbacks.phones import formatted
from callbacks.receiving import receive
from helplines.models import Helpline
from limits.limit import Limit
from visitor_forms.guard import GuardedPage

# In an hour. A shelter or clinic may share one address.
LIMIT = Limit("callbacks", times=10, seconds=3600, times_for_all=200)


def when_they_call():
    """Return (the hours in words, the code of their language)."""
    language = get_language()
    if hours := settings.CALLBACKS_HOURS_IN.get(language):
        return hours, language
    return settings.CALLBACKS_HOURS, settings.LANGUAGE_CODE


class OnlyIfEnabled:
    """Mixin for views that return 404 unless the operator offers callbacks."""

    def dispatch(self, request, *args, **kwargs):
        if not settings.CALLBACKS_ENABLED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            by=settings.CALLBACKS_BY,
            number=formatted(settings.CALLBACKS_FROM),
            number_uri=f"tel:{settings.CALLBACKS_FROM}",
            hours=when_they_call(),
            **kwargs,
        )


class Accepted(HttpResponseRedirect):
    """Redirect to the thank-you page; send the mail after the response."""

    def __init__(self):
        super().__init__(reverse("callback-thanks"), status=HTTPStatus.SEE_OTHER)

    def close(self):
        super().close()
        notify_in_background()


class Callback(GuardedPage, OnlyIfEnabled, TemplateView):
    template_name = "callbacks/form.html"
    limit = LIMIT

    def make_form(self, data=None):
        return CallbackForm(data)

    def accept(self, form, verdict):
        receive(form, get_language(), verdict)

    def thank(self):
        return Accepted()

    def get_context_data(self, **kwargs):
        texting = Helpline.objects.to_text_anytime().localized()
        return super().get_context_data(texting=texting, **kwargs)


@method_decorator(never_cache, name="dispatch")
class Thanks(OnlyIfEnabled, TemplateView):
    """A static page: whoever opens it learns nothing about any request."""

    template_name = "callbacks/thanks.html"
