"""Pages and responses that belong to the site, not to a feature."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from finder.language import CLOSED_TO_ROBOTS, path_in
from pages.operator import own_facilities

privacy = TemplateView.as_view(template_name="privacy.html")

TEXT = "text/plain; charset=utf-8"
# The report form of each facility: robots need a pattern, as the path has no common prefix.
REPORTS = "/facility/*/report/"


class About(TemplateView):
    """What the list is, how it is ordered, and who runs the site."""

    template_name = "about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(own=own_facilities(), **kwargs)


class Contact(TemplateView):
    """Whom to contact about what, with the operator's e-mail address if there is one."""

    template_name = "contact.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(email=settings.CONTACT_EMAIL, **kwargs)


class QuickExit(TemplateView):
    """What "Quick exit" hides and what it can't."""

    template_name = "quick_exit.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(exit_site=urlsplit(settings.EXIT_URL).hostname, **kwargs)


def robots(request):
    """Allow crawlers to index searches for a place, but not every combination of filters."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    codes = [code for code, _name in settings.LANGUAGES]
    closed = [path_in(code, path) for code in codes for path in (*CLOSED_TO_ROBOTS, REPORTS)]
    lines = [f"Disallow: {path}" for path in (*closed, "/admin/")]
    lines = ["User-agent: *", *lines, f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@never_cache
def livez(request):
    """Liveness: the process answers. Needs no database."""
    return HttpResponse("ok\n", content_type=TEXT)
