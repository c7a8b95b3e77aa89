"""Delete old requests, overwriting their bytes, and later the record of who handled them."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from callbacks.models import CallbackAccess, CallbackRequest
from visitor_forms.secure_delete import secure_delete

# Promised to visitors (templates/callbacks/, templates/privacy.html).
DAYS_AFTER_CLOSING = 30
DAYS_AT_MOST = 90
# Long enough to look into a complaint, and longer than any request is kept. Documented for agents
# in docs/deploying.md.
DAYS_ON_RECORD = 365


def overdue():
    """Return the requests that are due for deletion, whatever their state."""
    now = timezone.now()
    return CallbackRequest.objects.filter(
        Q(closed_at__lte=now - timedelta(days=DAYS_AFTER_CLOSING))
        | Q(created_at__lte=now - timedelta(days=DAYS_AT_MOST))
    )


def expired_records():
    """Return the accesses that are due for deletion.

    Their request is gone, and its latest access is older than DAYS_ON_RECORD. All accesses of a
    request are deleted together, so that no partial record is left.
    """
    end = timezone.now() - timedelta(days=DAYS_ON_RECORD)
    later = CallbackAccess.objects.filter(request_number=OuterRef("request_number"), at__gt=end)
    kept = CallbackRequest.objects.filter(pk=OuterRef("request_number"))
    return CallbackAccess.objects.filter(~Exists(later), ~Exists(kept), at__lte=end)


def purge():
    """Delete both; return how many requests and how many accesses."""
    with secure_delete():
        return overdue().delete()[0], expired_records().delete()[0]
