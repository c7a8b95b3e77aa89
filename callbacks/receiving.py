"""Store a request durably: once `receive` returns, it survives a crash of the server."""

from contextlib import nullcontext

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from callbacks.models import CallbackRequest
from visitor_forms.crypto import idempotency_keys
from visitor_forms.sqlite import pragma

FULL = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous


def receive(answers, nonce, language):
    """Store a request, unless it is stored already or its phone has an open one.

    The sender can't tell these cases apart, so nobody can probe whether a number asked for a
    call. `answers`: CallbackForm.answers. OperationalError: nothing was stored.
    """
    with durably():
        try:
            with transaction.atomic(durable=True):
                if not is_known(answers["phone"], nonce):
                    CallbackRequest.objects.create(
                        **answers,
                        nonce=idempotency_keys(nonce, answers["phone"])[0],
                        language=language,
                        created_at=timezone.now(),
                    )
        except IntegrityError:
            # Another process stored the same request meanwhile; anything else is an error.
            if not is_known(answers["phone"], nonce):
                raise


def is_known(phone, nonce):
    """Tell whether this form was already sent for that phone, or the phone has an open request."""
    requests = CallbackRequest.objects
    sent = requests.filter(nonce__in=idempotency_keys(nonce, phone))
    return sent.exists() or requests.with_phone(phone).exists()


def durably():
    """Make commits in this block survive a power cut.

    PostgreSQL does so unless it is configured otherwise, SQLite only on request (DATABASES in
    settings.py), and only outside a transaction.
    """
    return nullcontext() if connection.in_atomic_block else pragma("synchronous", FULL)
