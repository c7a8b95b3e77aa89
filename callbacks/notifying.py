"""Mail the operator that a request is waiting: an id and a link, nothing about the visitor."""

import logging
from datetime import timedelta
from threading import Lock, Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from callbacks.choices import State
from callbacks.models import CallbackRequest

logger = logging.getLogger(__name__)
_sending = Lock()


# In a flood one mail in this time is enough.
BETWEEN_IN_FLOOD = timedelta(hours=1)


def unnotified():
    """Return the new requests for which a mail is to be sent."""
    new = CallbackRequest.objects.filter(state=State.NEW, notified_at=None)
    lately = timezone.now() - BETWEEN_IN_FLOOD
    told = CallbackRequest.objects.filter(in_flood=True, notified_at__gte=lately)
    return new.filter(in_flood=False) if told.exists() else new


def notify_in_background():
    """Send mails in a thread of its own: a visitor must not wait, nor learn by waiting if any was.

    Who sends another request over the same connection is answered once the first one's thread is
    free, and a mail is sent only for a number that didn't wait already.
    """
    if settings.CALLBACKS_NOTIFY:
        in_background(notify)


def in_background(work):
    """Do `work` in a new thread."""

    def run():
        try:
            work()
        except DatabaseError as error:
            # notify_callbacks sends it if it wasn't sent.
            logger.error("no mail about callbacks: %s", type(error).__name__)
        finally:
            connection.close()

    Thread(target=run, name="callbacks").start()


def notify():
    """Send a mail for each request that has had none; return how many were sent.

    It stops at the first failure, as the mail server is down; the rest waits for the next request
    or for `manage.py notify_callbacks`. Two processes may both send a mail: a duplicate is better
    than none. Within a process only one thread sends, so that a hanging mail server doesn't block
    the threads that answer visitors; it also sends for requests that arrive meanwhile.
    """
    if not settings.CALLBACKS_NOTIFY or not _sending.acquire(blocking=False):
        return 0
    try:
        return _send_all()
    finally:
        _sending.release()


def _send_all():
    sent = 0
    while pk := unnotified().values_list("pk", flat=True).first():
        try:
            message(pk).send()
        except OSError as error:  # also what SMTP servers answer
            # Only the kind: its text may hold addresses.
            logger.error("no mail about callback %s: %s", pk, type(error).__name__)
            break
        note_mail(pk)
        sent += 1
    return sent


def note_mail(pk):
    """Write down that a mail was sent about a request; in a flood it stands for all of that."""
    told = Q(pk=pk)
    if CallbackRequest.objects.filter(pk=pk, in_flood=True).exists():
        told |= Q(in_flood=True, state=State.NEW)
    CallbackRequest.objects.filter(told, notified_at=None).update(notified_at=timezone.now())


def message(pk):
    """Return the mail about a request, in the site's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Callback %(number)s is waiting") % {"number": pk}
        body = _(
            "Someone asked for a call. To protect their privacy, this email doesn't say who.\n\n"
            "Log in to see the request and claim it:\n%(link)s"
        ) % {"link": link(pk)}
    return EmailMessage(subject, body + "\n", to=settings.CALLBACKS_NOTIFY)


def link(pk):
    """Return the address of a request in the admin; only its path where no host is known."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    scheme = "https" if settings.HTTPS else "http"
    path = CallbackRequest(pk=pk).get_absolute_url()
    return path if host == "*" else f"{scheme}://{host}{path}"
