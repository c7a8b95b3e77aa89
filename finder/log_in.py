"""What staff read who gave a wrong password too often; django-axes counts (settings.py)."""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def held_up(request, _response=None, _credentials=None):
    """Answer 429: wait. The same whether such an account exists or the password was right."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {
        **admin.site.each_context(request),
        "title": _("Too many wrong passwords"),
        "minutes": seconds // 60,
    }
    response = TemplateResponse(request, "admin/held_up.html", context, status=429)
    response.headers["Retry-After"] = seconds
    return response.render()


def unnamed(*_who):
    """Return what logs call whoever tried: people type passwords where their name belongs."""
    return "someone"
