"""The outcomes as a table: for people, and for docs/faults.md."""

from faults.scenario import WAYS, Outcome, Tally

# Of each way: sent, failed, wrong; the time within which 99 of 100 were answered, and the slowest.
HEADER = ("scenario", *WAYS, "tables changed", "notes")


def table(outcomes: list[Outcome]) -> str:
    """Return a Markdown table, a row for each outcome."""
    rows = [HEADER, ("---",) * len(HEADER), *map(row, outcomes)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows) + "\n"


def row(outcome: Outcome) -> tuple[str, ...]:
    cells = [cell(outcome.tallies.get(way)) for way in WAYS]
    changed = ", ".join(outcome.changed) or "none"
    return (f"**{outcome.name}**: {outcome.what}", *cells, changed, "; ".join(outcome.notes))


def cell(tally: Tally | None) -> str:
    if tally is None:
        return "–"
    reasons = ", ".join(f"{number} × {reason}" for reason, number in tally.reasons.items())
    told = f" ({reasons})" if reasons else ""
    counts = f"{tally.sent}, {tally.failed}, {tally.wrong}{told}"
    return f"{counts}; {tally.p99:.2f} s, {tally.slowest:.2f} s"


def figures(outcomes: list[Outcome]) -> list[dict[str, object]]:
    """Return all of it for programs."""
    return [
        {
            "name": outcome.name,
            "is_good": outcome.is_good(),
            "changed": outcome.changed,
            "notes": outcome.notes,
            "ways": {
                way: {
                    **{"sent": tally.sent, "failed": tally.failed, "wrong": tally.wrong},
                    **{"p99": tally.p99, "slowest": tally.slowest, "reasons": tally.reasons},
                }
                for way, tally in outcome.tallies.items()
            },
        }
        for outcome in outcomes
    ]
