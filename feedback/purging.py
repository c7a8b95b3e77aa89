"""Empty visitors' notes when their time is over, and later delete the reports, bytes and all."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from feedback.models import Report
from visitor_forms.secure_delete import secure_delete

# Visitors are told these (templates/feedback/report.html, templates/privacy.html).
DAYS_AFTER_CLOSING = 180
DAYS_AT_MOST = 365
# Two editions of the directory later nobody asks who found out what about the one before.
DAYS_ON_RECORD = 730


def overdue():
    """Return the reports whose note's time is over, whatever their state."""
    now = timezone.now()
    return Report.objects.annotate(size=Length("note")).filter(
        Q(closed_at__lte=now - timedelta(days=DAYS_AFTER_CLOSING))
        | Q(sent_at__lte=now - timedelta(days=DAYS_AT_MOST)),
        size__gt=0,
    )


def expired_records():
    """Return the closed reports that nobody needs any more, with who handled them."""
    end = timezone.now() - timedelta(days=DAYS_ON_RECORD)
    return Report.objects.filter(closed_at__lte=end)


def purge():
    """Empty and delete them; return how many of each."""
    with secure_delete():
        return overdue().update(note=""), expired_records().delete()[0]
