"""Take in a report, once."""

from django.db import IntegrityError, transaction

from feedback.models import Report
from visitor_forms.crypto import idempotency_keys


def receive(facility, form):
    """Keep what a valid ReportForm says; the same sent twice from one page is kept once."""
    nonce = idempotency_keys(form.nonce, str(facility.pk), *map(str, form.answers.values()))[0]
    try:
        with transaction.atomic():
            Report.objects.create(facility=facility, nonce=nonce, **form.answers)
    except IntegrityError:
        # Sent twice at once; anything else is no reason to thank.
        if not Report.objects.filter(nonce=nonce).exists():
            raise
