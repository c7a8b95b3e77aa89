"""Back up the database: `manage.py back_up FOLDER`, every night."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backups.errors import BackupFailed
from backups.keeping import back_up


class Command(BaseCommand):
    help = (
        "Write the whole database into a file in FOLDER that only its owner can read, read it "
        "back to its end, and delete the oldest. BACKUP_STAMP, if set, is touched afterwards."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--keep", type=int, default=14, help="how many of these nightly files stay (14)"
        )
        parser.add_argument(
            "--name", default="", help="a name for this one, which is never deleted by itself"
        )

    def handle(self, *, folder, keep, name, **options):
        if keep < 1:
            raise CommandError("--keep must be at least 1: the new backup itself.")
        if "/" in name or name.startswith((".", "finder-")):
            raise CommandError("--name is part of a file's name: letters, digits, dots, hyphens.")
        try:
            path = back_up(folder, keep=keep, name=name)
        except (BackupFailed, OSError) as error:
            raise CommandError(f"No backup was written: {error}") from error
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes, read back")
