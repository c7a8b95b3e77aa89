"""Empty visitors' notes when their time is over, bytes and all. What kind it was stays."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from feedback.models import Report

# Visitors are told these (templates/feedback/report.html).
DAYS_AFTER_CLOSING = 180
DAYS_AT_MOST = 365


def overdue():
    """Return the reports whose note's time is over, whatever their state."""
    now = timezone.now()
    return Report.objects.annotate(size=Length("note")).filter(
        Q(closed_at__lte=now - timedelta(days=DAYS_AFTER_CLOSING))
        | Q(sent_at__lte=now - timedelta(days=DAYS_AT_MOST)),
        size__gt=0,
    )


def purge():
    """Empty them; return how many."""
    if connection.vendor != "sqlite":
        return overdue().update(note="")
    with connection.cursor() as cursor:
        # Else the old bytes stay in the file until something else needs their place.
        cursor.execute("PRAGMA secure_delete=ON")
        emptied = overdue().update(note="")
        if not connection.in_atomic_block:  # what was written before lies in the log beside it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return emptied
