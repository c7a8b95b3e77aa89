"""Stop an import of places that would do harm, before it changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


class ImportStopped(RuntimeError):
    """The import would do something suspicious; nothing was changed."""


@dataclass(frozen=True)
class Limits:
    """The shares above which an import stops. None: the operator lifted the limit."""

    rejected: float | None = 0.02
    gone: float | None = 0.40
    undialable: float | None = 0.02
    older: bool = False


def check_rejected(
    rejected: Sequence[tuple[int, str]], total: int, unit: str, limits: Limits
) -> None:
    """Stop where too many rows can't be used."""
    _check(
        len(rejected), total, limits.rejected, "--allow-rejected", "rows were rejected",
        [f"{unit} {number}: {problem}" for number, problem in rejected],
    )  # fmt: skip


def check_undialable(undialable: int, total: int, limits: Limits) -> None:
    """Stop where too many rows give a number that no phone can dial."""
    _check(
        undialable, total, limits.undialable, "--allow-undialable",
        "places have a number that can't be dialed",
    )  # fmt: skip


def check_gone(before: int, now: int, limits: Limits) -> None:
    """Stop where the list would lose too many of its places, or all."""
    if not now:
        raise ImportStopped("No row of the file can be shown. Nothing was changed.")
    _check(before - now, before, limits.gone, "--allow-gone", "places would be gone")


def check_age(before: date | None, now: date | None, limits: Limits) -> None:
    """Stop a file older than the one it would replace."""
    if before and now and now < before and not limits.older:
        raise ImportStopped(
            f"The file is of {now}, and the list here of {before}. Nothing was changed. "
            "If you want to go back, say --allow-older"
        )


def _check(
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
    more = f"\n  and {len(examples) - 10:,} more" if len(examples) > 10 else ""
    raise ImportStopped(
        f"{count:,} of {total:,} {problem}, more than {limit:.0%}. Nothing was changed. "
        f"If the file is right, say {flag}.{shown}{more}"
    )
