from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helplines.fixture import FIXTURE, FixtureError, read_fixture, read_translations
from helplines.shipped import outcome_lines
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
            lines = read_fixture(fixture)
            outcomes = sync_helplines(lines, read_translations(lines, fixture), force=force)
        except FixtureError as error:
            raise CommandError(f"Nothing was changed. {fixture}: {error}") from error

        for line in outcome_lines("Helplines and translations", outcomes):
            self.stdout.write(line)
