"""Addresses of the directory's pages."""

from django.urls import path

from api.suggest import SuggestOnPages
from pages.browse.views import CityPage, StatePage, States
from pages.call_sheet.views import CallSheet
from pages.facility.views import FacilityDetail, FacilitySource
from pages.home import Home
from pages.near_me import NearMe
from pages.search.map import SearchMap
from pages.search.views import Count, Filters, Search
from pages.shortlist.views import ShortlistPage

app_name = "facilities"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("search/map/", SearchMap.as_view(), name="map"),
    path("search/count/", Count.as_view(), name="count"),
    path("search/suggest/", SuggestOnPages.as_view(), name="suggest"),
    path("search/filters/", Filters.as_view(), name="filters"),
    path("shortlist/", ShortlistPage.as_view(), name="shortlist"),
    path("call-sheet/", CallSheet.as_view(), name="call-sheet"),
    path("near-me/", NearMe.as_view(), name="near-me"),
    path("facility/<slug:public_id>/<slug:slug>/", FacilityDetail.as_view(), name="detail"),
    path("facility/<slug:public_id>/<slug:slug>/source/", FacilitySource.as_view(), name="source"),
    path("treatment/", States.as_view(), name="states"),
    path("treatment/<slug:state>/", StatePage.as_view(), name="state"),
    path("treatment/<slug:state>/<slug:city>/", CityPage.as_view(), name="city"),
]
