"""Addresses of guides. Pages elsewhere link to these names."""

from django.urls import path

from guides.views import GuideIndex, GuidePage, Helpful

app_name = "guides"

urlpatterns = [
    path("", GuideIndex.as_view(), name="index"),
    path("<slug:slug>/", GuidePage.as_view(), name="guide"),
    path("<slug:slug>/helpful/", Helpful.as_view(), name="helpful"),
]
