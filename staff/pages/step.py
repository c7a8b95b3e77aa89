"""The second step of the log-in: a code."""

import django_otp
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from staff import second_factor as rules
from staff.confirming import confirm, to, way_on
from staff.pages.forms import CodeForm


def second_factor(request):
    """Ask for a code; then the session is a new one, and the admin opens."""
    if rules.is_given(request.user):
        return HttpResponseRedirect(way_on(request))
    if rules.of(request.user) is None:
        return to(request, "admin:second_factor_set_up")
    form = CodeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept(request, form.device)
        return HttpResponseRedirect(way_on(request))
    context = {
        **admin.site.each_context(request),
        "title": _("Second step"),
        "form": form,
        "next": way_on(request),
    }
    return TemplateResponse(request, "admin/staff/step.html", context)


def accept(request, device):
    """Let the second factor count for this session, under a new key."""
    request.session.cycle_key()
    django_otp.login(request, device)
    confirm(request)
