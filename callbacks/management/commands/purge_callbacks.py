"""Delete the callback requests whose time is over: `manage.py purge_callbacks`, every night."""

from django.core.management.base import BaseCommand

from callbacks.purging import overdue, purge


class Command(BaseCommand):
    help = (
        "Delete callback requests 30 days after they were closed, and 90 days after they came "
        "in whatever their state. Who looked at them stays on record, by their numbers alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            self.stdout.write(f"{overdue().count()} callback requests would be deleted")
        else:
            self.stdout.write(f"{purge()} callback requests deleted")
