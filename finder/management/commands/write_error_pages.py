"""Write the error pages as files, for the proxy to show when the finder can't be reached."""

from pathlib import Path

from django.core.management.base import BaseCommand

from finder import errors

PAGES = {
    429: errors.too_many,
    500: errors.server_error,
    502: errors.unavailable,
    503: errors.unavailable,
    504: errors.unavailable,
}


class Command(BaseCommand):
    help = (
        "Write 429.html, 500.html, 502.html, 503.html and 504.html into FOLDER: the same pages "
        "the finder shows, with the numbers to call. Needs no database. After collectstatic."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        for status, page in PAGES.items():
            write(folder / f"{status}.html", page(None).content)
        self.stdout.write(f"{len(PAGES)} error pages are in {folder}")


def write(path, content):
    """Put a whole file in place at once: the proxy may be reading the one before."""
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)
