"""Addresses of the directory's pages."""

from django.urls import path

from facilities import near_me, views

app_name = "facilities"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("search/", views.Search.as_view(), name="search"),
    path("search/filters/", views.Filters.as_view(), name="filters"),
    path("near-me/", near_me.NearMe.as_view(), name="near-me"),
    path("facility/<slug:public_id>/<slug:slug>/", views.FacilityDetail.as_view(), name="detail"),
    path("treatment/", views.States.as_view(), name="states"),
    path("treatment/<slug:state>/", views.StatePage.as_view(), name="state"),
    path("treatment/<slug:state>/<slug:city>/", views.CityPage.as_view(), name="city"),
]
