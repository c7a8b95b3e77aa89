"""Delete what is on record of log-ins after a year, and sessions that are over."""

from datetime import timedelta

from django.utils import timezone

from staff.models import Event, StaffSession
from staff.session_store import over
from visitor_forms.secure_delete import secure_delete

# Documented for staff in docs/deploying.md.
DAYS_ON_RECORD = 365


def overdue():
    """Return the sessions that are over."""
    return StaffSession.objects.filter(over())


def expired_records():
    """Return the events that are due for deletion."""
    return Event.objects.filter(at__lte=timezone.now() - timedelta(days=DAYS_ON_RECORD))


def purge():
    """Delete both; return how many sessions and how many events."""
    with secure_delete():
        return overdue().delete()[0], expired_records().delete()[0]
