"""Addresses of callbacks."""

app_name = "callbacks"

urlpatterns = []
