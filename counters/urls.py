"""Addresses of counters."""

app_name = "counters"

urlpatterns = []
