"""One page, one sending: pressing "Send" twice is the same, changing an answer is another."""

from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from visitor_forms.crypto import idempotency_keys
from visitor_forms.models import Sending

# A page left open over night still works in the morning.
MOST_SECONDS = 24 * 60 * 60


class AlreadySent(Exception):
    """The page was sent before, with other answers."""


def was_sent(nonce, identity):
    """Return whether a page was sent with these answers. AlreadySent: with others.

    `nonce`: of a valid GuardedForm; `identity`: its answers as texts.
    """
    sending = Sending.objects.filter(page__in=idempotency_keys(nonce)).first()
    if sending and sending.answers not in idempotency_keys(nonce, *identity):
        raise AlreadySent
    return bool(sending)


def note_sending(nonce, identity):
    """Write down, in the transaction of what is stored, that a page was sent.

    AlreadySent: meanwhile it was, with other answers. With the same ones nothing happens.
    """
    page, answers = idempotency_keys(nonce)[0], idempotency_keys(nonce, *identity)[0]
    Sending.objects.bulk_create([Sending(page=page, answers=answers)], ignore_conflicts=True)
    if not was_sent(nonce, identity):
        raise IntegrityError("A sending wasn't written down.")


def expired():
    """Return the Sendings of pages that can't be sent again, as they are too old."""
    end = timezone.now() - timedelta(seconds=MOST_SECONDS)
    return Sending.objects.filter(sent_at__lte=end)
