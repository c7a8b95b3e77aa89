"""Every address the site answers."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from facilities.sitemaps import SITEMAPS
from finder import pages, styleguide

urlpatterns = [
    path("", include("facilities.urls")),
    path("helplines/", include("helplines.urls")),
    path("api/v1/", include("facilities.api.urls")),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("quick-exit/", pages.QuickExit.as_view(), name="quick-exit"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("styleguide/", styleguide.Styleguide.as_view(), name="styleguide"),
    path("livez", pages.livez, name="livez"),
    path("readyz", pages.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = "finder.errors.bad_request"
handler403 = "finder.errors.forbidden"
handler404 = "finder.errors.not_found"
handler500 = "finder.errors.server_error"
