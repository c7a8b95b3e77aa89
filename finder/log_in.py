"""The page staff see when locked out; django-axes counts attempts (configuration/log_in.py)."""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def locked_out(request, _response=None, _credentials=None):
    """Return a 429: the same whether or not the account exists or the password was right."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {
        **admin.site.each_context(request),
        "title": _("Too many wrong passwords"),
        "minutes": seconds // 60,
    }
    response = TemplateResponse(request, "admin/locked_out.html", context, status=429)
    response.headers["Retry-After"] = seconds
    return response.render()


def unnamed(*_who):
    """Return a constant for logs: people type passwords into the user name field."""
    return "someone"
