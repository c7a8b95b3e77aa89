"""Place facilities by published tables: `manage.py import_positions FILE…`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from database.telling import sentence
from facilities.importing.lock import ImportRunning
from facilities.listings.readers import FileError
from geocoding.tables.placing import import_positions

REFUSED_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Place facilities at the points that tables give their addresses: FindTreatment.gov "
        "exports, geocoded lists, the Census Bureau's answer to a file of addresses (CSV or "
        ".xlsx, with a street, a city or ZIP code, latitude and longitude). Later imports keep "
        "them. No point leaves its state or goes more than 50 miles from its ZIP code."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="report, but keep nothing")

    def handle(self, *, files, dry_run, verbosity, **options):
        try:
            reports = import_positions(files, dry_run)
        except (FileError, ImportRunning) as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        except OperationalError as error:
            raise CommandError(sentence(error)) from error
        if verbosity:
            most = REFUSED_SHOWN if verbosity == 1 else 10**9
            for report in reports:
                self.stdout.write("\n".join(report.lines(most)))
            if dry_run:
                self.stdout.write("Nothing was kept: this was a dry run.")
