"""Addresses of feedback."""

from django.urls import path

from feedback.views import ReportPage, Thanks

app_name = "feedback"

urlpatterns = [
    path("facility/<slug:public_id>/<slug:slug>/report/", ReportPage.as_view(), name="report"),
    path("facility/<slug:public_id>/<slug:slug>/report/thanks/", Thanks.as_view(), name="thanks"),
]
