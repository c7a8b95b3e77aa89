"""Addresses of the self-check. Pages elsewhere link to this name."""

from django.urls import path

from selfcheck.views import SelfCheckPage

app_name = "selfcheck"

urlpatterns = [path("", SelfCheckPage.as_view(), name="self-check")]
