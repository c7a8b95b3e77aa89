"""Mail the operator that a request is waiting: an id and a link, nothing about the visitor."""

import logging
from threading import Lock

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from callbacks.choices import State
from callbacks.models import CallbackRequest

logger = logging.getLogger(__name__)
_sending = Lock()


def unnotified():
    """Return the new requests for which no mail has been sent."""
    return CallbackRequest.objects.filter(state=State.NEW, notified_at=None)


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
        CallbackRequest.objects.filter(pk=pk).update(notified_at=timezone.now())
        sent += 1
    return sent


def message(pk):
    """Return the mail about a request, in the site's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Callback %(number)s is waiting") % {"number": pk}
        body = _(
            "Somebody asked to be called. This mail says nothing of who.\n\n"
            "Log in to see the request and to claim it:\n%(link)s"
        ) % {"link": link(pk)}
    return EmailMessage(subject, body + "\n", to=settings.CALLBACKS_NOTIFY)


def link(pk):
    """Return the address of a request in the admin; only its path where no host is known."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    scheme = "https" if settings.HTTPS else "http"
    path = CallbackRequest(pk=pk).get_absolute_url()
    return path if host == "*" else f"{scheme}://{host}{path}"
