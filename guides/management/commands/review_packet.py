"""Write what a reviewer reads, or record their answer: `manage.py review_packet`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guides.files.fixture import FOLDER
from guides.packet import copies
from guides.packet.document import write
from guides.packet.recording import record
from helplines.fixture import FixtureError


class Command(BaseCommand):
    help = (
        "Write guides with their sources as one document for a clinician, a lawyer or a "
        "translator (--out), or record the packet.toml that they sent back (--record)."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--out", type=Path, help="a directory, or a file *.html")
        what.add_argument(
            "--record", dest="answer", type=Path, metavar="FILE", help="a packet.toml, filled in"
        )
        parser.add_argument(
            "--guide", nargs="+", default=[], metavar="SLUG", help="these alone; else all"
        )
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="such as es")
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="another folder of <language>/<slug>.md"
        )
        parser.add_argument(
            "--reviewed", type=Path, default=copies.FOLDER, help="where reviewed texts are kept"
        )

    def handle(self, *, out, answer, **options):
        if out:
            self._write(out, options)
        else:
            self._record(answer, options)

    def _write(self, out, options):
        try:
            paths = write(options["guide"], options["language"], out, options["reviewed"])
        except FixtureError as error:
            raise CommandError(str(error)) from error
        for path in paths:
            self.stdout.write(str(path))

    def _record(self, path, options):
        try:
            recorded = record(path, options["folder"], options["reviewed"])
        except FixtureError as error:
            raise CommandError(f"Nothing was recorded. {path}: {error}") from error
        for answer, file in recorded:
            place = file or "the database alone, as the guide was edited in the admin"
            self.stdout.write(f"{answer}: {answer.review.kind}, in {place}")
