"""Empty the notes of visitors' reports whose time is over: `manage.py purge_reports`."""

from django.core.management.base import BaseCommand

from feedback.purging import DAYS_AFTER_CLOSING, DAYS_AT_MOST, overdue, purge


class Command(BaseCommand):
    help = (
        f"Empty what visitors wrote in reports {DAYS_AFTER_CLOSING} days after these were closed, "
        f"and {DAYS_AT_MOST} days after they came in whatever their state. What kind of mistake "
        "was reported, and what came of it, stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and empty nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            self.stdout.write(f"{overdue().count()} notes would be emptied")
        else:
            self.stdout.write(f"{purge()} notes emptied")
