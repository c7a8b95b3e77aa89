"""The peers' figures: as Markdown tables, and as JSON."""

import json

from benchmarks.peers.rounds import ratios
from benchmarks.report import ABSENT, aligned, heading

# What the finder's time has to be multiplied by to be a peer's, at least.
TARGETS = {
    "Datasette: JSON": "≥ 40",
    "Datasette: JSON, tuned": "≥ 10",
    "DRF + PostGIS: JSON": "≥ 8",
}
FACTS = ("load", "memory")


def publish(run, contenders, path):
    """Print the figures as Markdown and write them down as JSON."""
    for contender in contenders:
        run["figures"][contender.name] |= {"what": contender.description, **contender.facts}
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = [*heading(run), about(run), "", *times(run, contenders), "", *compared(run, contenders)]
    print(
        "\n".join(
            [
                "",
                *lines,
                "",
                *(f"- {contender.name}: {contender.description}." for contender in contenders),
            ]
        )
    )


def about(run):
    questions = run["questions"]
    totals = sorted(question["answer"]["total"] for question in questions)
    cities = len({question["query"].partition("&")[0] for question in questions})
    return (
        f"{run['facilities']:,} facilities; {len(questions)} searches around {cities} cities, "
        f"25 miles, three filters, {totals[0]} to {totals[-1]} results, each asked "
        f"{len(run['figures'][next(iter(run['figures']))]['rounds'])} times, everyone in turn, "
        "one client. Counts were checked against counting facility by facility."
    )


def times(run, contenders):
    """Yield a table with a line for everyone."""
    lines = [["", "p50 / p95", *FACTS, "counts checked"]]
    for contender in contenders:
        figures = run["figures"][contender.name]
        spread = f"{figures['p50']:.1f} / {figures['p95']:.1f} ms"
        facts = [figures.get(fact, ABSENT) for fact in FACTS]
        lines.append([contender.name, spread, *facts, f"{figures['counts_checked']:,}"])
    return aligned(lines)


def compared(run, contenders):
    """Yield a table: how many times as long as the finder each peer takes."""
    ours = [contender for contender in contenders if contender.is_ours]
    lines = [
        [
            "times as long as",
            *(contender.name.removeprefix("finder, ") for contender in ours),
            "target",
        ]
    ]
    for peer in contenders:
        if not peer.is_ours:
            cells = [ratio_text(run["figures"], peer, contender) for contender in ours]
            target = TARGETS.get(peer.name, "") if run["is_published"] else ""
            lines.append([peer.name, *cells, target])
    return aligned(lines)


def ratio_text(figures, peer, base):
    """Return the ratio of two that do the same kind of thing; else nothing."""
    if (peer.is_served, peer.has_counts) != (base.is_served, base.has_counts):
        return ABSENT
    ratio, low, high = ratios(figures, peer.name, base.name)
    return f"{ratio:.1f} ({low:.1f} to {high:.1f})"
