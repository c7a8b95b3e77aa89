"""Bring the directory up to date: `manage.py update_directory [SOURCE…]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from facilities.importing.command_line import (
    add_limits,
    check_report,
    limits_of,
    progress_of,
    tell_imported,
    write_report,
)
from facilities.importing.guards import ImportStopped
from facilities.importing.lock import ImportRunning
from facilities.models import Edition
from sources import setup, telling
from sources.asking import SourceError
from sources.kept import UpdateRunning, alone
from sources.registry import OfficialSource, RegistryError
from sources.updating import ListsFailed, Update, news, update

PROBLEMS = (
    SourceError, UpdateRunning, ImportStopped, ImportRunning, ListsFailed, OSError, DatabaseError
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Ask the official sources for what is new and import it, all of it or nothing. "
        "docs/data.md says which sources there are and how to name others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "names",
            nargs="*",
            metavar="SOURCE",
            help="the sources to ask; without any, those of the setting SOURCES",
        )
        parser.add_argument("--check", action="store_true", help="only ask what is new")
        parser.add_argument(
            "--offline", action="store_true", help="import what was fetched before, and ask nobody"
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="import a download again although something else took its place",
        )
        parser.add_argument(
            "--or-keep",
            action="store_true",
            help="if a source fails, go on with the published directory that is there",
        )
        add_limits(parser)

    def handle(self, *, names: list[str], check: bool, **options: Any) -> None:
        try:
            sources = setup.chosen(names)
        except RegistryError as error:
            telling.mail("the directory was not updated", f"{error}\n")
            raise CommandError(str(error)) from error
        if not sources:
            raise CommandError("No source is on: name some, or set SOURCES (docs/deploying.md).")
        if check:
            self._look(sources)
            return
        check_report(options["report"])
        try:
            done = self._update(sources, options)
        except PROBLEMS as error:
            self._fail(error, sources, options)
            return
        self._tell(done, options)

    def _look(self, sources: list[OfficialSource]) -> None:
        """Say of each source whether it has something new; fail in the end if one can't say."""
        fetcher, problems = setup.fetcher(), []
        try:
            with alone(setup.root()):
                for source in sources:
                    try:
                        self.stdout.write(f"{source.name}: {news(source, fetcher, setup.root())}")
                    except SourceError as error:
                        problems.append(str(error))
        except (UpdateRunning, OSError, DatabaseError) as error:
            raise CommandError(telling.failure(error, sources)) from error
        if problems:
            raise CommandError("\n".join(problems))

    def _update(self, sources: list[OfficialSource], options: dict[str, Any]) -> Update:
        progress = progress_of(self, options["verbosity"])
        try:
            return update(
                sources,
                None if options["offline"] else setup.fetcher(),
                setup.root(),
                limits=limits_of(options),
                dry_run=options["dry_run"],
                again=options["again"],
                progress=progress,
            )
        finally:
            progress("")

    def _fail(
        self, error: Exception, sources: list[OfficialSource], options: dict[str, Any]
    ) -> None:
        """End with one sentence, by mail, too; with `--or-keep` go on if there is a directory."""
        is_of_source = isinstance(error, (SourceError, UpdateRunning))
        if is_of_source and options["or_keep"] and _has_directory():
            self.stderr.write(f"{error} The directory stays as it was.")
            return
        sentence = telling.failure(error, sources)
        is_partly_done = isinstance(error, ListsFailed)
        subject = "not all lists were" if is_partly_done else "the directory was not"
        telling.mail(f"{subject} updated", f"{sentence}\n")
        raise CommandError(sentence) from error

    def _tell(self, done: Update, options: dict[str, Any]) -> None:
        lines = list(telling.lines(done, dry_run=options["dry_run"]))
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))
        if (done.reports or done.lists) and not options["dry_run"]:
            telling.mail("the directory was updated", "\n".join(lines) + "\n")
        write_report(options["report"], [*done.reports, *done.lists])
        if done.reports and not options["dry_run"]:
            tell_imported(self)


def _has_directory() -> bool:
    """Tell whether a published directory is there: not the invented one, nor only own entries."""
    published = Edition.objects.filter(is_current=True, is_demo=False)
    return published.exclude(kind=Edition.Kind.CURATED).exists()
