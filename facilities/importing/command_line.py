"""What commands that import have in common: limits to lift, progress, problems as sentences."""

import getpass
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from database.telling import sentence
from facilities.importing.guards import ImportStopped, Limits
from facilities.importing.lock import ImportRunning
from facilities.listings.readers.source import Source
from facilities.models import Edition
from facilities.signals import imported

KINDS: list[str] = list(Edition.Kind)


def in_order(source: Source) -> tuple[int, int, str]:
    """Sort older editions first, then by the order of the kinds, then an operator's lists."""
    return source.year or 0, KINDS.index(source.kind), source.series


def listed_codes(text: str) -> list[str]:
    """Return the codes in a text, separated by commas or spaces."""
    return [code for code in text.upper().replace(",", " ").split() if code]


def codes(text: str) -> frozenset[str]:
    """Return the codes that `--trust-codes` names."""
    return frozenset(listed_codes(text))


def add_limits(parser: ArgumentParser) -> None:
    """Give a command the options that lift what guards an import, and where its report goes."""
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
        ("undialable", "more than 2%% of the facilities have a number that can't be dialed"),
        ("gone", "more than 40%% of the facilities are missing"),
        ("phones", "more than 20%% of the main numbers change"),
        ("older", "the edition is older than the one it replaces"),
    ):
        parser.add_argument(f"--allow-{flag}", action="store_true", help=f"go on although {reason}")


def limits_of(options: dict[str, Any]) -> Limits:
    """Return the Limits that a command's options leave."""
    usual = Limits()
    return Limits(
        rejected=None if options["allow_rejected"] else usual.rejected,
        undialable=None if options["allow_undialable"] else usual.undialable,
        gone=None if options["allow_gone"] else usual.gone,
        phones=None if options["allow_phones"] else usual.phones,
        older=options["allow_older"],
        trusted=options["trust_codes"],
    )


def operator() -> str:
    """Return who runs the command, for the record of an import."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a user name, as in some containers
        return ""


def progress_of(command: BaseCommand, verbosity: int) -> Callable[[str], None]:
    """Return a function that says what goes on: one changing line on a terminal."""

    def say(message: str) -> None:
        if verbosity and sys.stderr.isatty():
            command.stderr.write(f"\r\033[K{message}", style_func=str, ending="")
            command.stderr.flush()
        elif verbosity and message:
            command.stderr.write(message, style_func=str)

    return say


@contextmanager
def problems_as_sentences() -> Iterator[None]:
    """End a command with one sentence where an import stops or the database is missing."""
    try:
        yield
    except (ImportStopped, ImportRunning) as error:
        raise CommandError(error) from error
    except OperationalError as error:
        raise CommandError(sentence(error)) from error


def check_report(path: Path | None) -> None:
    """Stop before anything is done if there is no folder to write a report to."""
    if path and not path.parent.is_dir():
        raise CommandError(f"{path}: there is no folder to write the report to.")


class Told(Protocol):
    """A report of what an import did."""

    def as_json(self) -> dict[str, Any]: ...


def write_report(path: Path | None, reports: Sequence[Told]) -> None:
    """Write all that some imports did to a file, as JSON; None: nowhere."""
    if path:
        text = json.dumps([report.as_json() for report in reports], indent=1)
        path.write_text(text, encoding="utf-8")


def tell_imported(command: BaseCommand) -> None:
    """Let what is made of the whole directory be made anew; a failure there fails no import."""
    for receiver, error in imported.send_robust(sender=type(command)):
        if error:
            name = f"{receiver.__module__}.{receiver.__qualname__}"
            command.stderr.write(f"WARNING: imported, but {name} failed: {error}")
