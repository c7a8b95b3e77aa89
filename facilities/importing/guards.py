"""Stop an import that would do harm, before it changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from facilities.importing.report import Report


class ImportStopped(RuntimeError):
    """The import would do something suspicious; nothing was changed."""


class Dated(Protocol):
    """An Edition, or the Source that would replace it; by now its year is there."""

    title: str
    year: Any
    is_demo: Any


@dataclass(frozen=True)
class Limits:
    """The shares above which an import stops. None: the operator lifted the limit."""

    rejected: float | None = 0.02
    undialable: float | None = 0.02
    gone: float | None = 0.40
    phones: float | None = 0.20
    older: bool = False
    trusted: frozenset[str] = frozenset()  # codes that swung and are right nonetheless


def check_age(edition: Dated | None, source: Dated, limits: Limits) -> None:
    """Stop an edition older than the one it would replace."""
    if edition and not edition.is_demo and edition.year > source.year and not limits.older:
        raise ImportStopped(
            f"{source.title} is older than {edition.title}, which is in the directory. "
            "If you want to go back, say --allow-older"
        )


def check_rejected(report: Report, limits: Limits) -> None:
    _check(
        report.title, len(report.rejected), report.read, limits.rejected, "--allow-rejected",
        "rows were rejected", [f"line {n}: {why}" for n, why in report.rejected],
    )  # fmt: skip


def check_undialable(report: Report, facilities: int, limits: Limits) -> None:
    """Stop a file in which too many numbers can't be dialed: its column was damaged."""
    lines = {line for line, _number in report.undialable}
    _check(
        report.title, len(lines), facilities, limits.undialable, "--allow-undialable",
        "facilities have a number that can't be dialed",
        [f"line {n}: {why}" for n, why in report.undialable],
    )  # fmt: skip


def check_gone(title: str, left: int, before: int, limits: Limits) -> None:
    _check(
        title, left, before, limits.gone, "--allow-gone", "facilities are missing from this edition"
    )


def check_phones(report: Report, matched: int, limits: Limits) -> None:
    _check(
        report.title, report.phones_changed, matched, limits.phones, "--allow-phones",
        "facilities would get another main number",
    )  # fmt: skip


def _check(
    title: str,
    count: int,
    total: int,
    limit: float | None,
    flag: str,
    problem: str,
    examples: Sequence[str] = (),
) -> None:
    if limit is None or not total or count <= total * limit:
        return
    shown = "".join(f"\n  {example}" for example in examples[:10])
    raise ImportStopped(
        f"{title}: {count} of {total} {problem}, more than {limit:.0%}. Nothing was changed. "
        f"If the file is right, say {flag}.{shown}"
    )
