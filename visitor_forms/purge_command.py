"""What the nightly commands that delete what visitors sent have in common."""

from types import ModuleType

from django.core.management.base import BaseCommand


class PurgeCommand(BaseCommand):
    """
    Deletes what has had its time, or with --dry-run counts it.

    `purging`: a module whose overdue() and off_the_record() return the rows, and whose purge()
    returns how many of each it dealt with; `words`: what becomes of these and those, with a
    hole for "would be ".
    """

    purging: ModuleType
    words: tuple[str, str]

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            rows, would = (self.purging.overdue(), self.purging.off_the_record()), "would be "
            found = [some.count() for some in rows]
        else:
            found, would = self.purging.purge(), ""
        for count, words in zip(found, self.words, strict=True):
            self.stdout.write(f"{count} {words.format(would)}")
