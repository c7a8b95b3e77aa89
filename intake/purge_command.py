"""What the nightly commands that delete what visitors sent have in common."""

from django.core.management.base import BaseCommand


class PurgeCommand(BaseCommand):
    """
    Deletes what has had its time, or with --dry-run counts it.

    `parts`: a function that returns the rows, and words for what becomes of them with a hole
    for "would be "; `purge`: does it, and returns how many rows of each part it was.
    """

    parts = ()
    purge = None

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, dry_run, **options):
        found = [rows().count() for rows, _words in self.parts] if dry_run else self.purge()
        would = "would be " if dry_run else ""
        for count, (_rows, words) in zip(found, self.parts, strict=True):
            self.stdout.write(f"{count} {words.format(would)}")
