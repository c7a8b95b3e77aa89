"""Whose sessions there are, and how they end."""

import time

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_save

from staff.models import StaffSession
from staff.session_store import STARTED, over

# More than anybody works in at once: with the next log-in, the one not used for longest ends.
MOST = 5
# Fields of an account whose change ends its sessions, where it isn't a change for the better.
ENDING = {"password", "is_staff", "is_active"}


def of(user):
    """Return the sessions of an account that still count, the newest use first."""
    return StaffSession.objects.filter(~over(), user=user).order_by("-used_at", "-started_at")


def end(sessions):
    """End sessions; return how many there were. `sessions`: a queryset."""
    return StaffSession.objects.filter(pk__in=list(sessions.values_list("pk", flat=True))).delete()[
        0
    ]


def begin(sender, request, user, **_signal):
    """Note when a session began, and end the oldest of too many."""
    request.session[STARTED] = int(time.time())
    others = of(user).exclude(pk=request.session.session_key)
    kept = list(others.values_list("pk", flat=True)[: MOST - 1])
    end(others.exclude(pk__in=kept))


def see_whether_they_end(sender, instance, update_fields=None, raw=False, **_signal):
    """Compare an account with what is stored, before it is saved."""
    instance.sessions_end = False
    asked = ENDING if update_fields is None else ENDING.intersection(update_fields)
    if raw or not asked or instance.pk is None:
        return
    before = sender.objects.filter(pk=instance.pk).values(*asked).first()
    instance.sessions_end = before is not None and any(
        before[name] and before[name] != getattr(instance, name) for name in asked
    )


def end_if_so(sender, instance, **_signal):
    """End all sessions of an account that was closed, or has another password.

    The session in which somebody changes their own password goes on under a new key: Django
    makes one right afterwards.
    """
    if getattr(instance, "sessions_end", False):
        end(StaffSession.objects.filter(user=instance))


def connect():
    """Listen for log-ins and changed accounts."""
    user = get_user_model()
    user_logged_in.connect(begin, dispatch_uid="staff.sessions")
    pre_save.connect(see_whether_they_end, sender=user, dispatch_uid="staff.sessions")
    post_save.connect(end_if_so, sender=user, dispatch_uid="staff.sessions")
