"""Pages and answers that belong to the site, not to a feature."""

from django.db import Error, connection
from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

about = TemplateView.as_view(template_name="about.html")
privacy = TemplateView.as_view(template_name="privacy.html")


def robots(request):
    """Let searches for a place be found, but not every combination of filters."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /search/", "Disallow: /admin/", f"Sitemap: {sitemap}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def livez(request):
    """Say that the process answers; needs nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


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
