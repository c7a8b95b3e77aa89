"""Write the error pages as files, for the proxy to show when the finder can't be reached."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from finder import errors

PAGES = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    413: errors.too_large,
    414: errors.too_long,
    429: errors.too_many,
    500: errors.server_error,
    502: errors.unavailable,
    503: errors.unavailable,
    504: errors.unavailable,
}


class Command(BaseCommand):
    help = (
        f"Write {', '.join(f'{status}.html' for status in PAGES)} into FOLDER, in Spanish into "
        "FOLDER/es and so on: the same pages the finder shows, with the numbers to call. Needs "
        "no database. After collectstatic."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *, folder, **options):
        for code, _name in settings.LANGUAGES:
            own = folder if code == settings.LANGUAGE_CODE else folder / code
            own.mkdir(parents=True, exist_ok=True)
            with override(code):
                for status, page in PAGES.items():
                    write(own / f"{status}.html", page(None).content)
        self.stdout.write(f"{len(PAGES) * len(settings.LANGUAGES)} error pages are in {folder}")


def write(path, content):
    """Replace a file atomically, as the proxy may be reading it."""
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)
