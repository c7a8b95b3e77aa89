"""Addresses of HSDS, version 3; without a slash at their end, as its API reference has them."""

from django.urls import path, re_path

from hsds import views

app_name = "hsds"

urlpatterns = [
    path("", views.Base.as_view(), name="base"),
    path("openapi.json", views.OpenApi.as_view(), name="openapi"),
    path("services", views.Services.as_view(), name="services"),
    path("services/<slug:record_id>", views.service, name="service"),
    path("organizations", views.Organizations.as_view(), name="organizations"),
    path("organizations/<slug:record_id>", views.organization, name="organization"),
    path("service_at_locations", views.ServiceAtLocations.as_view(), name="service-at-locations"),
    path(
        "service_at_locations/<slug:record_id>",
        views.service_at_location,
        name="service-at-location",
    ),
    path("taxonomies", views.Vocabulary.as_view(), name="taxonomies"),
    path("taxonomies/<slug:record_id>", views.Word.as_view(), name="taxonomy"),
    path("taxonomy_terms", views.TaxonomyTerms.as_view(), name="taxonomy-terms"),
    path(
        "taxonomy_terms/<slug:record_id>",
        views.Word.as_view(of_terms=True),
        name="taxonomy-term",
    ),
    # All else, line breaks included: an answer that a program can read.
    re_path(r"^[\s\S]+$", views.NoSuchAddress.as_view(), name="no-such-address"),
]
