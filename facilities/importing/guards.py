"""Stop an import that would do harm, before it changes anything."""

from dataclasses import dataclass


class ImportStopped(RuntimeError):
    """The import would do something suspicious; nothing was changed."""


@dataclass(frozen=True)
class Limits:
    """The shares above which an import stops. None: the operator lifted the limit."""

    rejected: float | None = 0.02
    gone: float | None = 0.40
    phones: float | None = 0.20
    older: bool = False


def check_age(edition, source, limits):
    """Stop an edition older than the one it would replace."""
    if edition and not edition.is_demo and edition.year > source.year and not limits.older:
        raise ImportStopped(
            f"{source.title} is older than {edition.title}, which is in the directory. "
            "If you want to go back, say --allow-older"
        )


def check_rejected(report, limits):
    _check(
        report.title, len(report.rejected), report.read, limits.rejected, "--allow-rejected",
        "rows were rejected", [f"line {n}: {why}" for n, why in report.rejected],
    )  # fmt: skip


def check_gone(title, left, before, limits):
    _check(
        title, left, before, limits.gone, "--allow-gone", "facilities are missing from this edition"
    )


def check_phones(report, matched, limits):
    _check(
        report.title, report.phones_changed, matched, limits.phones, "--allow-phones",
        "facilities would get another main number",
    )  # fmt: skip


def _check(title, count, total, limit, flag, problem, examples=()):
    if limit is None or not total or count <= total * limit:
        return
    shown = "".join(f"\n  {example}" for example in examples[:10])
    raise ImportStopped(
        f"{title}: {count} of {total} {problem}, more than {limit:.0%}. Nothing was changed. "
        f"If the file is right, say {flag}.{shown}"
    )
