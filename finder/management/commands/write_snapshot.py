"""manage.py write_snapshot: what workers read instead of the database (derived/snapshots/)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import get_resolver

import database
from derived.snapshots import current


class Command(BaseCommand):
    help = (
        "Write what workers keep of the directory in memory into a folder. Workers start this by "
        "themselves after a change."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("version", help="of the snapshot that is to be written")

    def handle(self, *, folder, version, **options):
        _ = get_resolver().url_patterns  # imports all that serves: so all values are registered
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Name one that only this user can write in.")
        try:
            if current.version() != version:
                raise current.Changed
            database.read(lambda: current.make(folder))
        except current.Changed as changed:
            text = "The directory changed meanwhile."
            raise CommandError(text, returncode=current.CHANGED) from changed
        except OSError as error:
            raise CommandError(f"{folder} can't be written in: {error.strerror}.") from error
