"""For those who build on the data: examples that run as they stand, and a summary for programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from facilities.models import Edition


def addresses(request: HttpRequest) -> dict[str, str]:
    """Return the absolute addresses that the examples ask, of the site as it was asked for."""
    at = {key: request.build_absolute_uri(path) for key, path in api_paths().items()}
    for name in ("facilities.csv", "facilities.geojson", "facilities.xlsx"):
        path = reverse("data-file", kwargs={"version": "latest", "name": name})
        key = name.replace("facilities.", "all_").replace(".", "_")
        at[key] = request.build_absolute_uri(path)
    return at


def api_paths() -> dict[str, str]:
    names = {"api": "api:facilities", "schema": "api:schema", "services": "api:services"}
    return {key: reverse(name) for key, name in names.items()}


class Developers(TemplateView):
    """What one can build on, and five examples."""

    template_name = "opendata/developers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(at=addresses(self.request), paths=api_paths(), **kwargs)


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """Say in plain text what the site is, where its data is, and how blanks are to be read."""
    context = {
        "at": addresses(request),
        "home": request.build_absolute_uri("/"),
        "helplines": request.build_absolute_uri(reverse("helplines")),
        "data": request.build_absolute_uri(reverse("data")),
        "developers": request.build_absolute_uri(reverse("developers")),
        "name": settings.SITE_NAME,
        "is_demo": Edition.objects.filter(is_current=True, is_demo=True).exists(),
    }
    text = render_to_string("opendata/llms.txt", context)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
