"""The record of log-ins: whose account, what, when. Never an address, nor what was typed."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staff.models import Event

What = Event.What
FAILURES = (What.WRONG_PASSWORD, What.WRONG_CODE)


def note(what, user, by=""):
    """Put one event on record. `user`: None if there is no such account; `by`: a name."""
    account = user.get_username() if user else ""
    Event.objects.create(user=user, account=account, what=what, by=by, at=timezone.now())


def note_failure(what, user):
    """Put a failed attempt on record: one row an hour, however many there are."""
    since = timezone.now() - timedelta(hours=1)
    if user and (last := last_log_in(user)):
        since = max(since, last.at)
    same = Event.objects.filter(user=user, what=what, at__gt=since)
    row = same.values("pk")[:1]
    if not Event.objects.filter(pk__in=list(row.values_list("pk", flat=True))).update(
        times=F("times") + 1
    ):
        note(what, user)


def last_log_in(user):
    """Return the last successful log-in of an account, or None."""
    return Event.objects.filter(user=user, what=What.LOG_IN).first()


def failures_since(user, moment):
    """Return how many attempts on an account failed after `moment`."""
    failed = Event.objects.filter(user=user, what__in=FAILURES, at__gt=moment)
    return failed.aggregate(sum=Sum("times"))["sum"] or 0


def notice(user):
    """Return what somebody who logs in should know of their account, or "" at the first time."""
    last = last_log_in(user)
    if last is None:
        return ""
    when = date_format(timezone.localtime(last.at), "DATETIME_FORMAT")
    failed = failures_since(user, last.at)
    text = _("Your last log-in: %(when)s") % {"when": when.rstrip(".")} + "."
    if failed:
        text += " " + ngettext(
            "Since then, %(count)s attempt failed. If it wasn't you, change your password.",
            "Since then, %(count)s attempts failed. If it wasn't you, change your password.",
            failed,
        ) % {"count": failed}
    return text


def logged_in(sender, request, user, **_signal):
    """Tell a user of the last log-in, then put this one on record."""
    if text := notice(user):
        messages.info(request, text, fail_silently=True)
    note(What.LOG_IN, user)


def failed(sender, credentials, request=None, **_signal):
    """Put a wrong password on record, without the name where there is no such account."""
    user_model = get_user_model()
    name = credentials.get(user_model.USERNAME_FIELD)
    user = user_model.objects.filter(**{user_model.USERNAME_FIELD: name}).first()
    note_failure(What.WRONG_PASSWORD, user)


def logged_out(sender, request, user, **_signal):
    """Put a log-out on record."""
    if user is not None:
        note(What.LOG_OUT, user)


def connect():
    """Listen for log-ins."""
    user_logged_in.connect(logged_in, dispatch_uid="staff.record")
    user_login_failed.connect(failed, dispatch_uid="staff.record")
    user_logged_out.connect(logged_out, dispatch_uid="staff.record")
