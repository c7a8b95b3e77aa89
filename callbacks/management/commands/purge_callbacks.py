"""Delete the callback requests whose time is over: `manage.py purge_callbacks`, every night."""

from django.core.management.base import BaseCommand

from callbacks.purging import (
    DAYS_AFTER_CLOSING,
    DAYS_AT_MOST,
    DAYS_ON_RECORD,
    off_the_record,
    overdue,
    purge,
)


class Command(BaseCommand):
    help = (
        f"Delete callback requests {DAYS_AFTER_CLOSING} days after they were closed, and "
        f"{DAYS_AT_MOST} days after they came in whatever their state. Who worked on them stays "
        f"on record, by their numbers alone, for {DAYS_ON_RECORD} days."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            found, words = (overdue().count(), off_the_record().count()), "would be deleted"
        else:
            found, words = purge(), "deleted"
        requests, accesses = found
        self.stdout.write(f"{requests} callback requests {words}")
        self.stdout.write(f"{accesses} accesses of earlier ones {words}")
