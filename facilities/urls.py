"""Addresses of the directory's pages."""

from django.urls import path

from facilities import near_me
from facilities.api.suggest import SuggestOnPages
from facilities.views import browse, call_sheet, facility, home, map, search, shortlist

app_name = "facilities"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("search/map/", map.SearchMap.as_view(), name="map"),
    path("search/count/", search.Count.as_view(), name="count"),
    path("search/suggest/", SuggestOnPages.as_view(), name="suggest"),
    path("search/filters/", search.Filters.as_view(), name="filters"),
    path("shortlist/", shortlist.ShortlistPage.as_view(), name="shortlist"),
    path("call-sheet/", call_sheet.CallSheet.as_view(), name="call-sheet"),
    path("near-me/", near_me.NearMe.as_view(), name="near-me"),
    path(
        "facility/<slug:public_id>/<slug:slug>/", facility.FacilityDetail.as_view(), name="detail"
    ),
    path(
        "facility/<slug:public_id>/<slug:slug>/source/",
        facility.FacilitySource.as_view(),
        name="source",
    ),
    path("treatment/", browse.States.as_view(), name="states"),
    path("treatment/<slug:state>/", browse.StatePage.as_view(), name="state"),
    path("treatment/<slug:state>/<slug:city>/", browse.CityPage.as_view(), name="city"),
]
