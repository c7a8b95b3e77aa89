"""Write a demonstration directory: `manage.py generate_demo_directory`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import generator
from places.gazetteer.csv_files import Malformed


class Command(BaseCommand):
    help = (
        "Write a workbook in the format of the National Directory whose facilities are "
        "all invented. Import it with import_directory. The same seed writes the same file."
    )

    # They would take a quarter of the time, and nothing here depends on them.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--out",
            type=Path,
            default=settings.VAR_DIR / "demo" / generator.FILE_NAME,
            help="where to write it (%(default)s)",
        )
        parser.add_argument("--facilities", type=int, default=generator.FACILITIES)
        parser.add_argument("--seed", type=int, default=generator.SEED)

    def handle(self, *, out, facilities, seed, **options):
        if facilities < 1:
            raise CommandError("--facilities must be 1 or more.")
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            counts = generator.write_demo(out, facilities, seed)
        except (OSError, Malformed) as error:
            raise CommandError(f"{out} was not written: {error}") from error
        self.stdout.write(
            f"{out}: {facilities:,} invented facilities in {len(counts)} states and territories"
        )
