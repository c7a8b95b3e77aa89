"""Import a list of other places that help: `manage.py import_resources FILE --kind KIND`."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facilities.importing.command_line import operator, problems_as_sentences
from facilities.listings.readers.source import FileError
from resources.guards import ImportStopped, Limits
from resources.importing import import_list
from resources.kinds import Kind
from resources.planning import About

EXAMPLES = 100  # of each sort in the report, with --verbosity 2


class Command(BaseCommand):
    help = (
        "Show a list of other places that help, apart from treatment: naloxone, syringe "
        "services, recovery housing, meetings, health centers. CSV, or GeoJSON with points; "
        "HRSA's file of health centers is recognized."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--kind", choices=Kind.values, required=True)
        parser.add_argument("--title", default="", help="of the list, as pages name it")
        parser.add_argument("--publisher", default="", help="who made the list")
        parser.add_argument("--url", default="", help="where the list is published")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")
        for flag, reason in (
            ("rejected", "more than 2%% of the rows are rejected"),
            ("undialable", "more than 2%% of the numbers can't be dialed"),
            ("gone", "more than 40%% of the list's places would be gone"),
            ("older", "the file is older than the list here"),
        ):
            parser.add_argument(
                f"--allow-{flag}", action="store_true", help=f"go on although {reason}"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        file, verbosity = options["file"], options["verbosity"]
        told = {name: options[name] for name in ("title", "publisher", "url", "as_of")}
        about = About(**told, imported_by=operator())
        try:
            with problems_as_sentences():
                report = import_list(
                    file, options["kind"], about, limits(options), options["dry_run"]
                )
        except FileError as error:
            raise CommandError(f"{file}: {error}. Nothing was changed.") from error
        except ImportStopped as error:
            raise CommandError(f"{file}: {error}") from error
        if verbosity:
            lines = report.lines(EXAMPLES) if verbosity > 1 else report.lines()
            self.stdout.write("\n".join(lines))


def limits(options: dict[str, Any]) -> Limits:
    """Return the Limits that the flags leave."""
    usual = Limits()
    return Limits(
        rejected=None if options["allow_rejected"] else usual.rejected,
        undialable=None if options["allow_undialable"] else usual.undialable,
        gone=None if options["allow_gone"] else usual.gone,
        older=options["allow_older"],
    )
