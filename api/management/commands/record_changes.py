"""Record what changed in the directory: `manage.py record_changes`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from api.changes.recording import DirectoryChanging, record
from facilities.importing.lock import ImportRunning


class Command(BaseCommand):
    help = (
        "Record what the public is told of facilities where it changed since the last time, for "
        "/api/v1/changes/ and the feeds. Imports do it by themselves; run it every quarter of an "
        "hour for what staff change. Where nothing changed it ends at once."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        try:
            count = record()
        except (DirectoryChanging, ImportRunning) as error:
            raise CommandError(f"{error}. The next run records what changed.") from error
        if verbosity:
            self.stdout.write(f"{count:,} changes recorded.")
