"""Take in a report, once."""

from django.db import IntegrityError, transaction

from feedback.models import Report
from visitor_forms.crypto import idempotency_keys
from visitor_forms.sendings import note_sending


def receive(form, verdict):
    """Keep what a valid ReportForm says; the same sent twice from one page is kept once.

    `verdict`: a limits.limit.Verdict. AlreadySent: something else was sent from that page.
    """
    nonce = idempotency_keys(form.nonce, *form.identity)[0]
    report = Report(facility=form.facility, nonce=nonce, in_flood=verdict.in_flood, **form.answers)
    with transaction.atomic():
        note_sending(form.nonce, form.identity)
        Report.objects.bulk_create([report], ignore_conflicts=True)
        if not Report.objects.filter(nonce=nonce).exists():
            raise IntegrityError("A report wasn't stored.")
        if verdict.begins_flood:
            Report.objects.mark_recent()
