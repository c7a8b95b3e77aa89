"""Take in a request for good: once this returns, it is stored, whatever happens to the server."""

from contextlib import nullcontext

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from callbacks.models import CallbackRequest
from visitor_forms.crypto import sendings
from visitor_forms.sqlite import pragma

FULL = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous


def receive(answers, nonce, language):
    """
    Store a request, unless it is stored already or its phone has an open one.

    Who sends can't tell which it was: nobody finds out by trying whether a number asked for
    a call. `answers`: as of CallbackForm. OperationalError: nothing was stored.
    """
    with durably():
        try:
            with transaction.atomic(durable=True):
                if not is_known(answers["phone"], nonce):
                    CallbackRequest.objects.create(
                        **answers,
                        nonce=sendings(nonce, answers["phone"])[0],
                        language=language,
                        created_at=timezone.now(),
                    )
        except IntegrityError:
            # Another process stored the same in between; anything else is no reason to thank.
            if not is_known(answers["phone"], nonce):
                raise


def is_known(phone, nonce):
    """Tell whether this page was sent already for that phone, or the phone waits for a call."""
    requests = CallbackRequest.objects
    sent = requests.filter(nonce__in=sendings(nonce, phone))
    return sent.exists() or requests.with_phone(phone).exists()


def durably():
    """
    Have what is committed in this block on the disk: a power cut doesn't take it back either.

    PostgreSQL does so unless it was set up otherwise, SQLite only if asked (settings.DATABASES),
    which it can't be inside a transaction.
    """
    return nullcontext() if connection.in_atomic_block else pragma("synchronous", FULL)
