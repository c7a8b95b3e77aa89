"""The peers' figures: as Markdown tables, and as JSON."""

import json

from benchmarks.peers.rounds import ratios
from benchmarks.report import ABSENT, aligned, heading

# What the finder's time has to be multiplied by to be a peer's, at least.
TARGETS = {
    "Datasette: JSON": "≥ 10",
    "Datasette: JSON, tuned": "≥ 10",
    "DRF + PostGIS: JSON": "≥ 3",
}
FACTS = ("load", "memory")


def publish(run, contenders, path):
    """Print the figures as Markdown and write them down as JSON."""
    for one in contenders:
        run["figures"][one.name] |= {"what": one.what, **one.facts}
    path.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = [*heading(run), about(run), "", *times(run, contenders), "", *compared(run, contenders)]
    print("\n".join(["", *lines, "", *(f"- {one.name}: {one.what}." for one in contenders)]))


def about(run):
    questions = run["questions"]
    totals = sorted(one["answer"]["total"] for one in questions)
    cities = len({one["query"].partition("&")[0] for one in questions})
    return (
        f"{run['facilities']:,} facilities; {len(questions)} searches around {cities} cities, "
        f"25 miles, three filters, {totals[0]} to {totals[-1]} results, each asked "
        f"{len(run['figures'][next(iter(run['figures']))]['rounds'])} times, everyone in turn, "
        "one client. Counts were checked against counting facility by facility."
    )


def times(run, contenders):
    """Yield a table with a line for everyone."""
    lines = [["", "p50 / p95", *FACTS, "counts checked"]]
    for one in contenders:
        found = run["figures"][one.name]
        spread = f"{found['p50']:.1f} / {found['p95']:.1f} ms"
        facts = [found.get(fact, ABSENT) for fact in FACTS]
        lines.append([one.name, spread, *facts, f"{found['counts_checked']:,}"])
    return aligned(lines)


def compared(run, contenders):
    """Yield a table: how many times as long as the finder each peer takes."""
    ours = [one for one in contenders if one.is_ours]
    lines = [["times as long as", *(one.name.removeprefix("finder, ") for one in ours), "target"]]
    for peer in contenders:
        if not peer.is_ours:
            cells = [in_words(run["figures"], peer, one) for one in ours]
            target = TARGETS.get(peer.name, "") if run["is_published"] else ""
            lines.append([peer.name, *cells, target])
    return aligned(lines)


def in_words(figures, peer, base):
    """Return the ratio of two that do the same kind of thing; else nothing."""
    if peer.is_served != base.is_served:
        return ABSENT
    ratio, low, high = ratios(figures, peer.name, base.name)
    return f"{ratio:.1f} ({low:.1f} to {high:.1f})"
