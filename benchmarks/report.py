"""The figures: as one Markdown table, and as JSON."""

import json
import os
import platform
from importlib.metadata import version

from benchmarks.rows import TARGETS, rows_of

ABSENT = "-"
PUBLISHED = "Facilities of the national directories for substance use and mental health, 2023."
INVENTED = (
    "**Invented facilities**, of the demonstration directory: the published files aren't here "
    "(SHARED_DATA names their folder), so there are no targets."
)


def machine():
    """Return what the figures depend on, but for the databases."""
    return {
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "django": version("django"),
        "load_before": load_average(),
    }


def load_average():
    """Return how many processes wanted a processor over the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def publish(run, path):
    """Print the figures as Markdown and write them down as JSON."""
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(["", *heading(run), "", *table(run)]))


def heading(run):
    made_of = run["machine"]
    before, after = (
        " ".join(map(str, load)) for load in (made_of["load_before"], run["load_after"])
    )
    yield f"`{run['command']}`, {run['started']}."
    yield PUBLISHED if run["is_published"] else INVENTED
    yield (
        f"{made_of['processors']} processors, {made_of['system']}, Python {made_of['python']}, "
        f"Django {made_of['django']}; load average before {before}, after {after}."
    )


def table(run):
    """Yield the lines of a table with a column for each database."""
    databases = run["databases"]
    columns = {
        f"{name} {figures['version'].split()[0]}": dict(rows_of(figures))
        for name, figures in databases.items()
    }
    # Every row of any database, in the order of the first that has it.
    names = list(dict.fromkeys(name for rows in columns.values() for name in rows))
    yield from aligned(
        [
            ["", *columns, "target"],
            *(
                [name, *(rows.get(name, ABSENT) for rows in columns.values()), target(name, run)]
                for name in names
            ),
        ]
    )


def target(name, run):
    """Return what a figure should be; nothing where facilities are invented."""
    return TARGETS.get(name, "") if run["is_published"] else ""


def aligned(lines):
    """Yield the lines of a Markdown table: text on the left, figures on the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, (first, *figures) in enumerate(lines):
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
            yield f"| {' | '.join(rules)} |"
