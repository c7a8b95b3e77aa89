"""Make the files of /data/: `manage.py export_data`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from budget import Busy
from opendata.making import folder_of_all, make
from opendata.reading import Changed

TRIES = 3


class Command(BaseCommand):
    help = (
        "Make the files of all listings that /data/ offers, if the directory changed since they "
        "were made; nothing to do otherwise. A timer starts it (docs/deploying.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing if all is well")

    def handle(self, *, quiet: bool, **options: Any) -> None:
        text = self._made()
        if not quiet:
            self.stdout.write(text)

    def _made(self) -> str:
        for _try in range(TRIES):
            try:
                folder, is_new = make()
            except Changed:
                continue
            except Busy:
                return "Another process makes the files now."
            except (OSError, DatabaseError) as error:
                raise CommandError(self._problem(error)) from error
            return f"Made {folder}." if is_new else f"{folder} is of the present directory."
        raise CommandError("The directory changed all the while. Run this again later.")

    @staticmethod
    def _problem(error: Exception) -> str:
        if isinstance(error, DatabaseError):
            return f"The directory can't be read ({type(error).__name__}). Is the database running?"
        return (
            f"The files can't be written to DATA_FILES_DIR ({folder_of_all()}): {error}. "
            "Is there room, and may this user write there?"
        )
