"""Write the directory as HSDS: `manage.py export_hsds DIR`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hsds.package.writing import export
from places.states import STATES
from search import index


class Command(BaseCommand):
    help = (
        "Write the directory in the Human Services Data Specification (Open Referral HSDS 3.1) "
        "into a folder: a tabular data package (hsds.zip) and its services as lines of JSON "
        "(hsds-services.ndjson.gz). `import_directory` reads the package back."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--state",
            action="append",
            default=[],
            choices=sorted(STATES),
            metavar="STATE",
            help="only this state, by its two letters; may be repeated",
        )

    def handle(self, *, folder, state, verbosity, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder}: there is no such folder; make it first.")
        try:
            written = export(folder, index.current(), state)
        except OSError as error:
            raise CommandError(
                f"{folder}: {error.strerror or error}. Nothing was written."
            ) from error
        if verbosity:
            for path in written.files:
                self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
            self.stdout.write(
                f"{written.facilities:,} facilities, {sum(written.rows.values()):,} rows."
            )
