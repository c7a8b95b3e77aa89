"""Prepare an installation to serve: `manage.py prepare`. Safe to repeat."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from facilities.importing.guards import ImportStopped
from facilities.importing.lock import ImportRunning
from facilities.importing.sync import import_sources
from facilities.listings.readers import FileError, read
from facilities.models import Edition
from places.gazetteer.csv_files import Malformed

# What somebody gathered by hand, a file for each who did: all of it is loaded.
CURATED = settings.BASE_DIR / "fixtures" / "curated"

# In this order: guides refer to services.
COMMANDS = ("load_gazetteer", "load_taxonomy", "load_helplines", "load_guides")


class Command(BaseCommand):
    help = (
        "Migrate the database, load the gazetteer, the taxonomy, the helplines and the "
        "guides, and fill an empty directory with invented facilities. What is done already "
        "stays as it is."
    )

    # The checks double the time of a repeated run; `make lint` runs them.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-demo", action="store_true", help="leave an empty directory empty (production)"
        )

    def handle(self, *, no_demo, **options):
        try:
            make_folder(settings.VAR_DIR)
            self._migrate()
            keep_to_owner(settings.DATABASES["default"])
            for command in COMMANDS:
                self._load(command)
            if not no_demo:
                self._fill()
        except DatabaseError as error:
            # A driver's message has several lines.
            reason = " ".join(str(error).split())
            raise CommandError(f"The database can't be used: {reason}") from error
        except (FileError, ImportRunning, ImportStopped, Malformed, OSError) as error:
            raise CommandError(f"Not prepared: {error}") from error

    def _migrate(self):
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write(f"database: {len(pending)} migrations applied")
        else:
            self.stdout.write("database: up to date")

    def _load(self, command):
        """Run `command` and show the last line it prints, which sums up."""
        output = StringIO()
        call_command(command, stdout=output)
        self.stdout.write(output.getvalue().strip().splitlines()[-1])

    def _fill(self):
        """Import the demonstration directory, unless any directory was imported."""
        if Edition.objects.exists():
            self.stdout.write("directory: kept as it is")
            return
        # Only now: what serves has no need of it.
        from demo import generator

        path = settings.VAR_DIR / "demo" / generator.FILE_NAME
        path.parent.mkdir(exist_ok=True)
        generator.write_demo(path)
        invented, *real = import_sources([read(path, year=generator.YEAR), *curated()])
        count = sum(report.created for report in real)
        self.stdout.write(
            f"directory: {invented.created:,} invented facilities and {count:,} real ones added"
        )


def make_folder(path):
    """Make the folder of an installation's files, unless it is there.

    Others may reach in it what they know the name of, such as a web server its static files:
    all other files `manage.py` gives to their owner alone.
    """
    if not path.is_dir():
        path.mkdir(parents=True)
        path.chmod(0o711)


def keep_to_owner(database):
    """Let nobody else read SQLite's file, which holds log-ins: it may be of before `manage.py` did.

    What SQLite puts beside it, such as its log, has the rights of the file.
    """
    if not database["ENGINE"].endswith("sqlite3"):
        return
    for suffix in ("", "-wal", "-shm"):
        path = Path(f"{database['NAME']}{suffix}")
        if path.is_file() and path.stat().st_mode & 0o077:
            path.chmod(0o600)


def curated():
    """Return the Sources that lie in CURATED: lists beside each other, each of its own series."""
    return [read(path) for path in sorted(CURATED.glob("*.json"))]
