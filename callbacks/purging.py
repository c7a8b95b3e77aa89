"""Delete requests when their time is over, bytes and all; then who worked on them."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from callbacks.models import CallbackAccess, CallbackRequest
from visitor_forms.erasing import for_good

# Visitors are told these (templates/callbacks/, templates/privacy.html).
DAYS_AFTER_CLOSING = 30
DAYS_AT_MOST = 90
# Long enough to look into a complaint, and longer than any request lasts. Agents are told
# (docs/deploying.md).
DAYS_ON_RECORD = 365


def overdue():
    """Return the requests whose time is over, whatever their state."""
    now = timezone.now()
    return CallbackRequest.objects.filter(
        Q(closed_at__lte=now - timedelta(days=DAYS_AFTER_CLOSING))
        | Q(created_at__lte=now - timedelta(days=DAYS_AT_MOST))
    )


def off_the_record():
    """
    Return the accesses whose time is over: of requests that are gone, and that nobody did
    anything with for so long. A request's accesses go together: none tells half of it.
    """
    end = timezone.now() - timedelta(days=DAYS_ON_RECORD)
    later = CallbackAccess.objects.filter(request_number=OuterRef("request_number"), at__gt=end)
    kept = CallbackRequest.objects.filter(pk=OuterRef("request_number"))
    return CallbackAccess.objects.filter(~Exists(later), ~Exists(kept), at__lte=end)


def purge():
    """Delete both; return how many requests and how many accesses."""
    with for_good():
        return overdue().delete()[0], off_the_record().delete()[0]
