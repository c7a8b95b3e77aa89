"""Delete the callback requests whose time is over: `manage.py purge_callbacks`, every night."""

from django.core.management.base import BaseCommand

from callbacks.purging import DAYS_AFTER_CLOSING, DAYS_AT_MOST, overdue, purge


class Command(BaseCommand):
    help = (
        f"Delete callback requests {DAYS_AFTER_CLOSING} days after they were closed, and "
        f"{DAYS_AT_MOST} days after they came in whatever their state. Who looked at them "
        "stays on record, by their numbers alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            self.stdout.write(f"{overdue().count()} callback requests would be deleted")
        else:
            self.stdout.write(f"{purge()} callback requests deleted")
