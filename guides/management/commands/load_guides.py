"""Store the guides that come with the code: `manage.py load_guides`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from guides.files.fixture import FOLDER, read_fixture
from guides.files.sync import sync_guides
from guides.models import Guide
from helplines.fixture import FixtureError
from helplines.shipped import outcome_lines


class Command(BaseCommand):
    help = (
        "Load the shipped guides; needs load_taxonomy first. Guides edited in the admin are "
        "kept; none is deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="another folder of <language>/<slug>.md"
        )
        parser.add_argument(
            "--force", action="store_true", help="also overwrite guides edited in the admin"
        )

    def handle(self, *, folder, force, **options):
        try:
            stored = frozenset(Guide.objects.values_list("fixture_digest", flat=True))
            outcomes = sync_guides(read_fixture(folder, stored), force=force)
        except FixtureError as error:
            raise CommandError(f"Nothing was changed. {folder}: {error}") from error

        for line in outcome_lines("Guides", outcomes):
            self.stdout.write(line)
