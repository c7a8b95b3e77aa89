"""Put a backup in the place of the database: `manage.py restore_backup FILE --yes`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backups.errors import BackupFailed
from backups.keeping import restore


class Command(BaseCommand):
    help = (
        "Replace everything in the database by what the backup FILE holds, all of it or nothing. "
        "Stop the finder first. What was written since the backup is lost."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="yes, replace it")

    def handle(self, *, file, yes, **options):
        if not file.is_file():
            raise CommandError(f"{file} isn't a file.")
        if not yes:
            raise CommandError(
                "This replaces everything in the database, with what was written since. "
                "Add --yes if that is what you want."
            )
        try:
            restore(file)
        except (BackupFailed, OSError) as error:
            raise CommandError(f"Not restored, nothing has changed: {error}") from error
        self.stdout.write(f"The database is as it was in {file.name}.")
