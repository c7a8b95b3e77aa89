"""Addresses for tests only, beside those of the site: answers it must not give by itself."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from finder import errors
from finder.urls import *  # noqa: F403
from finder.urls import urlpatterns as site


def fail(request):
    raise RuntimeError("on purpose")


def forbid(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation("on purpose")


def take(request):
    return HttpResponse("taken")


urlpatterns = [
    path("fail/", fail),
    path("forbid/", forbid),
    path("suspect/", suspect),
    path("take/", take),
    path("away/", lambda request: redirect("/")),
    path("too-many/", errors.too_many),
    path("unavailable/", errors.unavailable),
    *site,
]
