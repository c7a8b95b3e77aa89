"""Import published directories: `manage.py import_directory FILE…`."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from facilities.importing.command_line import (
    add_limits,
    check_report,
    in_order,
    limits_of,
    listed_codes,
    operator,
    problems_as_sentences,
    progress_of,
    tell_imported,
    write_report,
)
from facilities.importing.merging import merged
from facilities.importing.sync import import_sources
from facilities.listings.answering import NATION
from facilities.listings.readers import FileError, full_in, read, read_list
from facilities.models import Edition
from places.states import STATES


def areas(text):
    """Return the areas that `--covers` names; none for "part"."""
    states = set() if text.strip().lower() == "part" else set(listed_codes(text))
    if unknown := sorted(states - STATES.keys() - {NATION}):
        raise ArgumentTypeError(f"{', '.join(unknown)}: expected states like MA,NH, or US, or part")
    return states


class Command(BaseCommand):
    help = (
        "Make the directory equal to published files: National Directory workbooks, "
        "FindTreatment.gov exports, answers of the locator's API, the Opioid Treatment Program "
        "directory, curated entries, and lists of your own. Several files of one kind and "
        "year are parts of one edition."
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
            "--allow-part",
            action="store_true",
            help="go on although pages of the locator's answer are missing; nothing counts as "
            "gone then",
        )
        add_limits(parser)

    def handle(self, *, files, kind, year, covers, dry_run, report, verbosity, **options):
        check_report(report)
        sources = [self._read(path, kind, year, options["map"]) for path in files]
        editions = self._merged(sources, options["allow_part"])
        if covers is not None:
            self._check_covers(editions, covers)
            for source in editions:
                # Of a part nobody can say that it lists all there is.
                if not (source.pages and source.pages.problem()):
                    source.covers = full_in(source, covers)
        progress = progress_of(self, verbosity)
        try:
            with problems_as_sentences():
                reports = import_sources(
                    editions, limits_of(options), dry_run, progress, operator()
                )
        finally:
            progress("")
        for done in reports:
            if verbosity:
                self.stdout.write("\n".join(done.lines()))
        write_report(report, reports)
        if not dry_run:
            tell_imported(self)

    def _read(self, path, kind, year, mapping):
        try:
            source = read_list(path, mapping, year) if mapping else read(path, kind, year)
        except FileError as error:
            raise CommandError(f"{path}: {error}. Nothing was changed.") from error
        for warning in source.warnings:
            self.stderr.write(f"WARNING: {path}: {warning}.")
        return source

    def _check_covers(self, editions, covers):
        """Refuse areas for lists of an operator's own, which prove no absence."""
        lists = [source.file_name for source in editions if source.series]
        if lists and covers:
            raise CommandError(
                f"--covers: {', '.join(lists)} is of your own, and such lists cover no area in "
                "full. Leave it out. Nothing was changed."
            )

    def _merged(self, sources, allow_part):
        try:
            editions = list(merged(sorted(sources, key=in_order), allow_part))
        except FileError as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        for source in editions:
            for warning in source.pages.warnings() if source.pages else ():
                self.stderr.write(f"WARNING: {source.file_name}: {warning}.")
        return editions
