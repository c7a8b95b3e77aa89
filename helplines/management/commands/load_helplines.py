from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helplines.fixture import FIXTURE, FixtureError, read_fixture
from helplines.sync import sync_helplines


class Command(BaseCommand):
    help = "Load the shipped helplines. Lines edited in the admin are kept; none is deleted."

    def add_arguments(self, parser):
        parser.add_argument(
            "--fixture", type=Path, default=FIXTURE, help="another file of the same format"
        )
        parser.add_argument(
            "--force", action="store_true", help="also overwrite lines edited in the admin"
        )

    def handle(self, *, fixture, force, **options):
        try:
            outcomes = sync_helplines(read_fixture(fixture), force=force)
        except FixtureError as error:
            raise CommandError(f"Nothing was changed. {fixture}: {error}") from error

        for slug, outcome in outcomes:
            if outcome == "kept":
                self.stdout.write(f"{slug}: kept as edited in the admin; --force overwrites it")
            elif outcome != "unchanged":
                self.stdout.write(f"{slug}: {outcome}")
        counts = Counter(outcome for _, outcome in outcomes)
        summary = ", ".join(
            f"{counts[outcome]} {outcome}"
            for outcome in ("created", "changed", "unchanged", "kept")
        )
        self.stdout.write(f"Helplines: {summary}.")
