"""Empty visitors' notes when their time is over, bytes and all. What kind it was stays."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from feedback.models import Report
from intake.erasing import for_good

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
    with for_good():
        return overdue().update(note="")
