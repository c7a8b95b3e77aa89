"""Every address the site answers. What people read is there in each language: /, /es/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from finder import pages, styleguide
from guides.sitemaps import GuideSitemap
from pages.calls import CountCall
from pages.sitemaps import SITEMAPS

sitemaps_of = {**SITEMAPS, "guides": GuideSitemap}

urlpatterns = [
    *i18n_patterns(
        path("", include("pages.urls")),
        path("helplines/", include("helplines.urls")),
        path("guides/", include("guides.urls")),
        path("self-check/", include("selfcheck.urls")),
        path("callback/", include("callbacks.urls")),
        path("", include("feedback.urls")),
        path("about/", pages.about, name="about"),
        path("contact/", pages.Contact.as_view(), name="contact"),
        path("privacy/", pages.privacy, name="privacy"),
        path("quick-exit/", pages.QuickExit.as_view(), name="quick-exit"),
        prefix_default_language=False,
    ),
    path("counts/call/", CountCall.as_view(), name="count-call"),
    path("api/v1/", include("api.urls")),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": sitemaps_of}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": sitemaps_of},
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
