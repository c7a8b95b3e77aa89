"""One's own account: sessions, log-ins, the second factor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from staff import record, second_factor, sessions
from staff.confirming import confirmed
from staff.models import Event
from staff.pages.set_up import page, recovery_codes

EVENTS = 20


def account(request):
    """Show where one is logged in, what happened lately, and what can be changed."""
    device = second_factor.of(request.user)
    context = {
        "sessions": sessions.of(request.user),
        "own_key": request.session.session_key,
        "events": Event.objects.filter(user=request.user)[:EVENTS],
        "device": device,
        "codes_left": device.recovery_codes.count() if device else 0,
    }
    return page(request, "admin/staff/account.html", _("Your account"), context)


@require_POST
@confirmed
def end_sessions(request):
    """End one session, by its number, or all but this one."""
    theirs = sessions.of(request.user).exclude(pk=request.session.session_key)
    if number := request.POST.get("number"):
        theirs = theirs.filter(number=as_uuid(number))
    count = sessions.end(theirs)
    if count:
        record.note(Event.What.SESSIONS_ENDED, request.user)
    text = ngettext("%(count)s session ended.", "%(count)s sessions ended.", count)
    messages.success(request, text % {"count": count})
    return HttpResponseRedirect(reverse("admin:account"))


@require_POST
@confirmed
def new_codes(request):
    """Replace the recovery codes and show the new ones."""
    device = second_factor.of(request.user)
    if device is None:
        return HttpResponseRedirect(reverse("admin:account"))
    codes = second_factor.new_recovery_codes(device)
    record.note(Event.What.NEW_CODES, request.user)
    return recovery_codes(request, codes)


def as_uuid(text):
    """Return the number of a session, or None of what isn't."""
    try:
        return UUID(text)
    except ValueError:
        return None
