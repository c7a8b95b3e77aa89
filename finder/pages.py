"""Pages and answers that belong to the site, not to a feature."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

about = TemplateView.as_view(template_name="about.html")
privacy = TemplateView.as_view(template_name="privacy.html")


class QuickExit(TemplateView):
    """What "Quick exit" hides and what it can't."""

    template_name = "quick_exit.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(exit_site=urlsplit(settings.EXIT_URL).hostname, **kwargs)


def robots(request):
    """Let searches for a place be found, but not every combination of filters."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    closed = ("/search/", "/shortlist/", "/call-sheet/", "/admin/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@never_cache
def livez(request):
    """Say that the process answers; needs nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """Say whether searches can be answered: the database is there, with a directory."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM facilities_edition WHERE is_current LIMIT 1")
            is_ready = cursor.fetchone() is not None
    except Error:
        is_ready = False
    text, status = ("ok\n", 200) if is_ready else ("no directory\n", 503)
    return HttpResponse(text, content_type="text/plain", status=status)
