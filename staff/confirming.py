"""What is asked for again: who changes how people log in shows first that it is them."""

import time
from functools import wraps

from django.contrib.auth.signals import user_logged_in
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

# In a session: when its user last gave everything one logs in with, in seconds since 1970.
CONFIRMED = "confirmed"
GOOD_FOR = 10 * 60  # seconds


def confirm(request):
    """Note that the user of this session has just given password and second factor."""
    request.session[CONFIRMED] = int(time.time())


def is_confirmed(request):
    """Return whether the user has given both within the last ten minutes."""
    return time.time() - request.session.get(CONFIRMED, 0) < GOOD_FOR


def confirmed(view):
    """Decorate a view of the admin that is for those alone who showed lately who they are."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return to(request, "admin:confirm")

    return inner


def to(request, name):
    """Return a redirect to a page of the log-in that leads back to where the request was for."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def way_on(request, default="admin:index"):
    """Return where `next` leads if that is on this site, else the `default` page."""
    path = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure())
    return path if path and is_ours else resolve_url(default)


def logged_in(sender, request, user, **_signal):
    """Count a log-in as confirmed: the second factor is asked for before any page opens."""
    confirm(request)


def connect():
    """Listen for log-ins."""
    user_logged_in.connect(logged_in, dispatch_uid="staff.confirming")
