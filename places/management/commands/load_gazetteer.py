from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from places.gazetteer import loading
from places.gazetteer.csv_files import Malformed


class Command(BaseCommand):
    help = "Fill the gazetteer: every state, county, city and ZIP code. Safe to repeat."
    # It asks nothing of URLs or templates, and should be quick when there is nothing to do.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="load even what was loaded already"
        )

    def handle(self, *, force: bool, **options: Any) -> None:
        try:
            counts = loading.load(force=force)
        except Malformed as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        if counts:
            self.stdout.write("Gazetteer loaded: {:,} places, {:,} other names.".format(*counts))
        else:
            self.stdout.write("Gazetteer up to date: nothing to do.")
