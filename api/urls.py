"""Addresses of the API, version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from api import batch, problems, suggest, views
from api.changes.views import ChangeList
from api.lists import editions

app_name = "api"

urlpatterns = [
    path("facilities/", views.FacilityList.as_view(), name="facilities"),
    path("facilities.csv", views.FacilityCsv.as_view(), name="facilities-csv"),
    path("facilities.geojson", views.FacilityGeoJson.as_view(), name="facilities-geojson"),
    path("facilities.xlsx", views.FacilityXlsx.as_view(), name="facilities-xlsx"),
    path("facilities/batch/", batch.FacilityBatch.as_view(), name="facilities-batch"),
    path("facilities/<slug:public_id>/", views.FacilityDetail.as_view(), name="facility"),
    path("editions/", editions.EditionList.as_view(), name="editions"),
    path("changes/", ChangeList.as_view(), name="changes"),
    path("places/", views.PlaceList.as_view(), name="places"),
    path("suggest/", suggest.Suggest.as_view(), name="suggest"),
    path("services/", views.ServiceList.as_view(), name="services"),
    path("problems/", problems.ProblemTypeList.as_view(), name="problem-types"),
    path("problems/<slug:slug>/", problems.ProblemType.as_view(), name="problem-type"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    # All else, line breaks included; without a slash at its end it is sent to one first.
    re_path(r"^(?:[\s\S]*/)?$", views.NoSuchAddress.as_view(), name="no-such-address"),
]
