"""Addresses of selfcheck."""

app_name = "selfcheck"

urlpatterns = []
