"""manage.py copy_directory: keep the public directory on this machine's disk."""

import sqlite3

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from database.copies.writing import Busy, write


class Command(BaseCommand):
    help = (
        "Copy the public directory to COPY_DIR, from where pages are answered while PostgreSQL "
        "is away. Each worker starts this by itself when something changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="read every table anew")

    def handle(self, *, all, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Only a directory in PostgreSQL is copied; this one is a file.")
        if not settings.COPY_DIR:
            raise CommandError("COPY_DIR is empty: no copy is kept.")
        try:
            written = write(everything=all)
        except Busy:
            self.stdout.write("Another process is writing the copy.")
            return
        except (OSError, sqlite3.Error) as error:
            raise CommandError(
                f"The copy in {settings.COPY_DIR} can't be written: {error}"
            ) from error
        except DatabaseError as error:
            raise CommandError(f"The database can't be read: {type(error).__name__}") from error
        rows = sum(written.values())
        self.stdout.write(
            f"{len(written)} tables copied, {rows:,} rows." if written else "Nothing changed."
        )
