"""Addresses of feedback."""

app_name = "feedback"

urlpatterns = []
