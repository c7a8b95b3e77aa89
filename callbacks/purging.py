"""Delete requests when their time is over, bytes and all."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from callbacks.models import CallbackRequest

# Visitors are told these (templates/callbacks/, templates/privacy.html).
DAYS_AFTER_CLOSING = 30
DAYS_AT_MOST = 90


def overdue():
    """Return the requests whose time is over, whatever their state."""
    now = timezone.now()
    return CallbackRequest.objects.filter(
        Q(closed_at__lte=now - timedelta(days=DAYS_AFTER_CLOSING))
        | Q(created_at__lte=now - timedelta(days=DAYS_AT_MOST))
    )


def purge():
    """Delete them; return how many."""
    if connection.vendor != "sqlite":
        return overdue().delete()[0]
    with connection.cursor() as cursor:
        # Else the deleted bytes stay in the file until something else needs their place.
        cursor.execute("PRAGMA secure_delete=ON")
        deleted, _models = overdue().delete()
        if not connection.in_atomic_block:  # what was written before lies in the log beside it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return deleted
