"""The page between a situation and its search: it asks for the place, or three short questions."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.generic import TemplateView

from pages.start.form import StartForm
from pages.start.situations import BY_SLUG


class Start(TemplateView):
    template_name = "pages/start/start.html"

    def get(self, request, *args, **kwargs):
        empty = StartForm(initial={"where": settings.OPERATOR_AREA})
        form = StartForm(request.GET) if is_sent(request.GET) else empty
        if form.is_valid():
            return HttpResponseRedirect(f"{reverse('search')}?{urlencode(form.search)}")
        situation = BY_SLUG.get(request.GET.get("need"))
        # To be asked for the place is the next step then, and no mistake.
        shown = empty if situation and not request.GET.get("where") else form
        return super().get(request, *args, form=shown, situation=situation, **kwargs)


def is_sent(params: QueryDict) -> bool:
    """Tell whether a query string answers something, so that a missing place is told."""
    return any(params.get(name) for name in StartForm.base_fields)
