"""Asking again who it is, before what people log in with is changed."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from staff import confirming, second_factor
from staff.pages.forms import ConfirmForm
from staff.pages.set_up import page


def confirm_again(request):
    """Ask for the password, and a code if there is a second factor; the session's key changes."""
    form = ConfirmForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        confirming.confirm(request)
        return HttpResponseRedirect(confirming.way_on(request, "admin:account"))
    context = {"form": form, "next": confirming.way_on(request, "admin:account")}
    context["has_device"] = second_factor.of(request.user) is not None
    return page(request, "admin/staff/confirm.html", _("Confirm it's you"), context)
