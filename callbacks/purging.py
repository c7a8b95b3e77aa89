"""Delete requests when their time is over, bytes and all."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from callbacks.models import CallbackRequest
from intake.erasing import for_good

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
    with for_good():
        return overdue().delete()[0]
