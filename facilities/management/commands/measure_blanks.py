"""Measure which questions' blanks may mean no: `manage.py measure_blanks FILE…`."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from facilities.importing.blanks import measure, verdicts
from facilities.listings.readers import FileError, read
from facilities.taxonomy import taxonomy


class Command(BaseCommand):
    help = (
        "Compare published files of one year that ask the same places the same things, and say "
        "how often a blank in one is contradicted by the other. Nothing is changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--csv", action="store_true", help="print the lines of fixtures/taxonomy/denials.csv"
        )

    def handle(self, *, files, **options):
        try:
            sources = [read(path) for path in files]
        except FileError as error:
            raise CommandError(str(error)) from error
        judged = verdicts(measure(sources, taxonomy().original))
        judged.sort(key=lambda verdict: (verdict.service.slug, verdict.questionnaire))
        if options["csv"]:
            self._print_fixture(judged)
        else:
            self._print_table(judged)

    def _print_fixture(self, judged):
        lines = csv.writer(self.stdout, lineterminator="\n")
        lines.writerow(["service", "questionnaire", "first_year", "last_year", "evidence"])
        lines.writerows(fixture_row(verdict) for verdict in judged if verdict.first_year)

    def _print_table(self, judged):
        for verdict in judged:
            mark = "means no" if verdict.first_year else "says nothing"
            until = f" until {verdict.last_year}" if verdict.last_year else ""
            measured = "; ".join(map(str, verdict.measurements))
            name = f"{verdict.service.slug} ({verdict.questionnaire})"
            self.stdout.write(f"{name}: a blank {mark}{until}. {measured}")


def fixture_row(verdict):
    """Return a Verdict as a line of denials.csv."""
    evidence = "; ".join(str(each) for each in verdict.measurements)
    years = (verdict.first_year, verdict.last_year or "")
    return [verdict.service.slug, verdict.questionnaire, *years, evidence]
