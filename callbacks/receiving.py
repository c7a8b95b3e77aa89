"""Store a request durably: once `receive` returns, it survives a crash of the server.

What is done doesn't depend on whether the phone has an open request: the same statements, the same
encryption, one commit of at least one row. Otherwise the time would tell who waits for a call.
"""

import time
from contextlib import nullcontext
from random import SystemRandom

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from callbacks.models import PURPOSE, CallbackRequest
from visitor_forms.crypto import fingerprints, idempotency_keys
from visitor_forms.sendings import note_sending
from visitor_forms.sqlite import pragma

# Seconds that an answer is put off at most, at random. A new request writes more into indexes,
# which takes 0.3 ms on SQLite: too little to be seen through this in the one try a number allows.
MOST_PUT_OFF = 0.02
FULL = 2  # https://www.sqlite.org/pragma.html#pragma_synchronous


def receive(form, language, verdict):
    """Store a valid CallbackForm, unless it is stored already or its phone has an open request.

    The sender can't tell these cases apart, so nobody can probe whether a number asked for a
    call. `verdict`: a limits.limit.Verdict. AlreadySent: another number was sent from that page.
    OperationalError: nothing was stored.
    """
    phone = form.answers["phone"]
    request = CallbackRequest(
        **form.answers,
        nonce=idempotency_keys(form.nonce, *form.identity)[0],
        language=language,
        created_at=timezone.now(),
        in_flood=verdict.in_flood,
    )
    with durably(), transaction.atomic(durable=True):
        # A row of its own, so that something is always written through to the disk.
        note_sending(form.nonce, form.identity)
        request.phone_fingerprint = fingerprint_in_use(phone)
        CallbackRequest.objects.bulk_create([request], ignore_conflicts=True)
        if not is_known(request):
            raise IntegrityError("A callback request wasn't stored.")
        if verdict.begins_flood:
            CallbackRequest.objects.mark_recent()
    time.sleep(SystemRandom().uniform(0, MOST_PUT_OFF))


def fingerprint_in_use(phone):
    """Return the fingerprint of the phone's open request, which an older key may have made.

    Without one return the newest key's.
    """
    stored = CallbackRequest.objects.with_phone(phone).values_list("phone_fingerprint", flat=True)
    return stored.first() or fingerprints(phone, PURPOSE)[0]


def is_known(request):
    """Tell whether this request is stored, or its phone has an open one."""
    requests = CallbackRequest.objects
    of_phone = requests.open().filter(phone_fingerprint=request.phone_fingerprint)
    return (requests.filter(nonce=request.nonce) | of_phone).exists()


def durably():
    """Make commits in this block survive a power cut.

    PostgreSQL does so unless it is configured otherwise, SQLite only on request (DATABASES in
    settings.py), and only outside a transaction.
    """
    return nullcontext() if connection.in_atomic_block else pragma("synchronous", FULL)
