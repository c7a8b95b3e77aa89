"""Write a first mapping for a list of an operator's own: `manage.py map_columns FILE`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from facilities.listings.readers import FileError
from facilities.listings.readers.own import first_mapping


class Command(BaseCommand):
    help = (
        "Write a mapping of the columns of a list (CSV or .xlsx) by their usual names, for you to "
        "correct; `import_directory FILE --map MAPPING` then reads the list by it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "-o", "--output", type=Path, metavar="MAPPING", help="instead of printing it"
        )

    def handle(self, *, file, output, **options):
        try:
            text = first_mapping(file)
        except FileError as error:
            raise CommandError(f"{file}: {error}.") from error
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            with output.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except FileExistsError as error:
            raise CommandError(f"{output} exists; it isn't overwritten.") from error
        except OSError as error:
            raise CommandError(f"{output} can't be written: {error.strerror}.") from error
        self.stdout.write(f"{output} written. Correct it, then import the list with --map.")
