"""Empty visitors' notes and delete reports whose time is over: `manage.py purge_reports`."""

from django.core.management.base import BaseCommand

from feedback.purging import (
    DAYS_AFTER_CLOSING,
    DAYS_AT_MOST,
    DAYS_ON_RECORD,
    off_the_record,
    overdue,
    purge,
)


class Command(BaseCommand):
    help = (
        f"Empty what visitors wrote in reports {DAYS_AFTER_CLOSING} days after these were closed, "
        f"and {DAYS_AT_MOST} days after they came in whatever their state. What kind of mistake "
        f"was reported, and what came of it, is deleted {DAYS_ON_RECORD} days after closing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            found, would = (overdue().count(), off_the_record().count()), "would be "
        else:
            found, would = purge(), ""
        notes, reports = found
        self.stdout.write(f"{notes} notes {would}emptied")
        self.stdout.write(f"{reports} closed reports {would}deleted")
