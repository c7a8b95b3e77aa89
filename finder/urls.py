"""Every URL of the site. Pages exist in each language: /, /es/.

Pages link to each other in all directions, so their names have no namespace: a template that
says `{% url "guides" %}` doesn't depend on the package that serves it.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from callbacks.views import Callback
from callbacks.views import Thanks as CallbackThanks
from feedback.views import ReportPage
from feedback.views import Thanks as ReportThanks
from finder import health, pages, styleguide
from finder.basemap import basemap
from finder.operator import OperatorFile
from finder.security_txt import security_txt
from finder.worker import revision
from finder.worker.kept_pages import kept, kept_of_facilities
from guides.sitemaps import GuideSitemap
from guides.views import GuideIndex, GuidePage, Helpful
from helplines.views import HelplineList
from opendata.developers import Developers, llms
from opendata.views import DataPage, data_file
from pages.browse.feed import ChangesFeed
from pages.browse.views import CityPage, StatePage, States
from pages.call_sheet.views import CallSheet
from pages.calls import CountCall
from pages.embed.script import script as embed_script
from pages.embed.views import EmbedHelp, EmbedPage, EmbedPart
from pages.facility.views import FacilityDetail, FacilitySource
from pages.home.views import Home
from pages.near_me import NearMe
from pages.offline import Offline, manifest, worker
from pages.resources.views import ResourcesPage
from pages.search.map import SearchMap
from pages.search.suggest import SuggestOnPages
from pages.search.views import Count, Filters, Search
from pages.shortlist.views import ShortlistPage
from pages.sitemaps import SITEMAPS, sitemap, sitemap_index
from pages.start.views import Start
from selfcheck.views import SelfCheckPage

# A facility's address; its id alone finds it.
FACILITY = "facility/<slug:public_id>/<slug:slug>/"
sitemaps_of = {**SITEMAPS, "guides": GuideSitemap}

find = [
    path("", kept(Home.as_view()), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("search/map/", SearchMap.as_view(), name="search-map"),
    path("search/count/", Count.as_view(), name="search-count"),
    path("search/suggest/", SuggestOnPages.as_view(), name="search-suggest"),
    path("search/filters/", Filters.as_view(), name="search-filters"),
    path("start/", kept(Start.as_view()), name="start"),
    path("near-me/", NearMe.as_view(), name="near-me"),
    path("treatment/", kept(States.as_view()), name="states"),
    path("treatment/changes.atom", ChangesFeed.as_view(), name="changes-feed"),
    path("treatment/<slug:state>/changes.atom", ChangesFeed.as_view(), name="state-changes-feed"),
    path("treatment/<slug:state>/", kept(StatePage.as_view()), name="state"),
    path("treatment/<slug:state>/<slug:city>/", kept(CityPage.as_view()), name="city"),
    path(FACILITY, kept_of_facilities(FacilityDetail.as_view()), name="facility"),
    path(f"{FACILITY}source/", FacilitySource.as_view(), name="facility-source"),
    path(f"{FACILITY}report/", ReportPage.as_view(), name="report"),
    path(f"{FACILITY}report/thanks/", ReportThanks.as_view(), name="report-thanks"),
    path("shortlist/", ShortlistPage.as_view(), name="shortlist"),
    path("call-sheet/", CallSheet.as_view(), name="call-sheet"),
    path("resources/", ResourcesPage.as_view(), name="resources"),
]
help_ = [
    path("helplines/", kept(HelplineList.as_view()), name="helplines"),
    path("guides/", kept(GuideIndex.as_view()), name="guides"),
    path("guides/<slug:slug>/", kept(GuidePage.as_view()), name="guide"),
    path("guides/<slug:slug>/helpful/", Helpful.as_view(), name="guide-helpful"),
    path("self-check/", SelfCheckPage.as_view(), name="self-check"),
    path("callback/", Callback.as_view(), name="callback"),
    path("callback/thanks/", CallbackThanks.as_view(), name="callback-thanks"),
]
site = [
    path("about/", kept(pages.About.as_view()), name="about"),
    path("data/", DataPage.as_view(), name="data"),
    path("developers/", Developers.as_view(), name="developers"),
    path("contact/", kept(pages.Contact.as_view()), name="contact"),
    path("privacy/", kept(pages.privacy), name="privacy"),
    path("embed/", EmbedPage.as_view(), name="embed"),
    path("embed/part/", EmbedPart.as_view(), name="embed-part"),
    path("embed/help/", EmbedHelp.as_view(), name="embed-help"),
    path("offline/", Offline.as_view(), name="offline"),
    path("site.webmanifest", manifest, name="manifest"),
    path("quick-exit/", kept(pages.QuickExit.as_view()), name="quick-exit"),
]

urlpatterns = [
    *i18n_patterns(*find, *help_, *site, prefix_default_language=False),
    path("counts/call/", CountCall.as_view(), name="count-call"),
    path("api/v1/", include("api.urls")),
    path("data/<slug:version>/<str:name>", data_file, name="data-file"),
    path("llms.txt", llms, name="llms"),
    path("hsds/v3/", include("hsds.urls")),
    path("map/basemap.pmtiles", basemap, name="basemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemap_index, {"sitemaps": sitemaps_of}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap,
        {"sitemaps": sitemaps_of},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path(
        "operator/<slug:version>/logo",
        OperatorFile.as_view(setting="OPERATOR_LOGO"),
        name="operator-logo",
    ),
    path(
        "operator/<slug:version>/colors.css",
        OperatorFile.as_view(setting="OPERATOR_COLORS"),
        name="operator-colors",
    ),
    path("embed.js", embed_script, name="embed-script"),
    path("offline-worker.js", worker, name="offline-worker"),
    path("styleguide/", styleguide.Styleguide.as_view(), name="styleguide"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("livez", pages.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("revision", revision.answer, name="revision"),
    path("admin/", admin.site.urls),
]

handler400 = "finder.errors.bad_request"
handler403 = "finder.errors.forbidden"
handler404 = "finder.errors.not_found"
handler500 = "finder.errors.server_error"
