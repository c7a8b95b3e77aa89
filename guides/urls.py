"""Addresses of guides."""

app_name = "guides"

urlpatterns = []
