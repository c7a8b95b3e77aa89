"""Import published directories: `manage.py import_directory FILE…`."""

import json
import sys
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from facilities.importing.guards import ImportStopped, Limits
from facilities.importing.lock import ImportRunning
from facilities.importing.merging import merged
from facilities.importing.sync import import_sources
from facilities.listings.answering import NATION
from facilities.listings.readers import FileError, full_in, read, read_list
from facilities.models import Edition
from places.states import STATES

KINDS = list(Edition.Kind)


def in_order(source):
    """Older editions first, then the order of the kinds."""
    return source.year, KINDS.index(source.kind), source.series


def areas(text):
    """Return the areas that `--covers` names; none for "part"."""
    states = set() if text.strip().lower() == "part" else set(listed_codes(text))
    if unknown := sorted(states - STATES.keys() - {NATION}):
        raise ArgumentTypeError(f"{', '.join(unknown)}: expected states like MA,NH, or US, or part")
    return states


def listed_codes(text):
    return [code for code in text.upper().replace(",", " ").split() if code]


def codes(text):
    """Return the codes that `--trust-codes` names."""
    return frozenset(listed_codes(text))


class Command(BaseCommand):
    help = (
        "Make the directory equal to published files: National Directory workbooks, "
        "FindTreatment.gov exports, answers of the locator's API, curated entries, and lists of "
        "your own. "
        "Several files of one kind and year are parts of one edition."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--kind", choices=Edition.Kind.values, help="instead of detecting it")
        parser.add_argument(
            "--map",
            type=Path,
            metavar="MAPPING",
            help="read the files as a list of your own, by this mapping of its columns "
            "(`manage.py map_columns FILE` writes one to begin with)",
        )
        parser.add_argument("--year", type=int, help="of the edition, if the name doesn't tell")
        parser.add_argument(
            "--covers",
            type=areas,
            metavar="STATES",
            help="where the files list all there is: MA, MA,NH, US, or part for nowhere. "
            "Without it: workbooks the nation, exports the states they seem to be of",
        )
        parser.add_argument(
            "--trust-codes",
            type=codes,
            metavar="CODES",
            default=frozenset(),
            help="codes that swung and are right nonetheless: SNR,TELE",
        )
        parser.add_argument("--dry-run", action="store_true", help="report, but keep nothing")
        parser.add_argument("--report", type=Path, help="write the full report here, as JSON")
        for flag, reason in (
            ("rejected", "more than 2%% of the rows are rejected"),
            ("gone", "more than 40%% of the facilities are missing"),
            ("phones", "more than 20%% of the main numbers change"),
            ("older", "the edition is older than the one it replaces"),
        ):
            parser.add_argument(
                f"--allow-{flag}", action="store_true", help=f"go on although {reason}"
            )

    def handle(self, *, files, kind, year, covers, dry_run, report, verbosity, **options):
        if report and not report.parent.is_dir():
            raise CommandError(f"{report}: there is no folder to write the report to.")
        sources = [self._read(path, kind, year, options["map"]) for path in files]
        if covers is not None:
            for source in sources:
                source.covers = full_in(source, covers)
        limits = self._limits(options)
        editions = list(merged(sorted(sources, key=in_order)))
        progress = self._progress(verbosity)
        try:
            reports = import_sources(editions, limits, dry_run, progress)
        except (ImportStopped, ImportRunning) as error:
            raise CommandError(error) from error
        except OperationalError as error:
            advice = "Is it running, and has `manage.py prepare --no-demo` been run?"
            raise CommandError(f"The database can't be used: {error}. {advice}") from error
        finally:
            progress("")
        for done in reports:
            if verbosity:
                self.stdout.write("\n".join(done.lines()))
        self._write(report, reports)

    def _read(self, path, kind, year, mapping):
        try:
            if mapping:
                return read_list(path, mapping, year)
            return read(path, kind, year)
        except FileError as error:
            raise CommandError(f"{path}: {error}. Nothing was changed.") from error

    def _limits(self, options):
        usual = Limits()
        return Limits(
            rejected=None if options["allow_rejected"] else usual.rejected,
            gone=None if options["allow_gone"] else usual.gone,
            phones=None if options["allow_phones"] else usual.phones,
            older=options["allow_older"],
            trusted=options["trust_codes"],
        )

    def _progress(self, verbosity):
        """Return a function that says what goes on: one changing line on a terminal."""

        def say(message):
            if verbosity and sys.stderr.isatty():
                self.stderr.write(f"\r\033[K{message}", style_func=str, ending="")
                self.stderr.flush()
            elif verbosity and message:
                self.stderr.write(message, style_func=str)

        return say

    def _write(self, path, reports):
        if path:
            text = json.dumps([report.as_json() for report in reports], indent=1)
            path.write_text(text, encoding="utf-8")
