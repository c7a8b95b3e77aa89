"""Addresses of callbacks. Pages elsewhere link to the first by its name."""

from django.urls import path

from callbacks.views import Callback, Thanks

app_name = "callbacks"

urlpatterns = [
    path("", Callback.as_view(), name="callback"),
    path("thanks/", Thanks.as_view(), name="thanks"),
]
