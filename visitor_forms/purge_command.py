"""Base class of the nightly commands that delete what visitors sent."""

from types import ModuleType

from django.core.management.base import BaseCommand

from visitor_forms import sendings


class PurgeCommand(BaseCommand):
    """Delete expired rows, or count them with --dry-run; and note no longer which pages were sent.

    `purging`: a module with overdue() and expired_records(), which return querysets, and purge(),
    which returns how many rows of each it handled. `words`: a line of output for each, with a
    placeholder for "would be ".
    """

    purging: ModuleType
    words: tuple[str, str]

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            rows, would = (self.purging.overdue(), self.purging.expired_records()), "would be "
            counts = [queryset.count() for queryset in rows]
        else:
            counts, would = self.purging.purge(), ""
            sendings.expired().delete()
        for count, words in zip(counts, self.words, strict=True):
            self.stdout.write(f"{count} {words.format(would)}")
