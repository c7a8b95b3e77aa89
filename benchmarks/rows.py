"""What each row of the table says."""

from statistics import median

from benchmarks import rows_of_ratios
from benchmarks.rows_of_ratios import ratio_rows, worker_rows

DEAREST = 12  # rows
MOST_GROWTH = {"a city with three filters": 1.5, "a state": 1.2, "the whole country": 1.2}
# By the name of the row, where the figures are of the published files.
TARGETS = rows_of_ratios.TARGETS | {
    "SU 2023, first import: wall time": "≤ 20 s",
    "SU 2023, first import: peak memory": "≤ 400 MB",
    "SU 2023, beside a raw load: times as long": "≤ 1.3",
    "SU 2023, unchanged re-import: wall time": "≤ 4 s",
    "SU 2023, unchanged re-import: peak memory": "≤ 400 MB",
    "SU 2023, unchanged re-import: rows written": "0",
    "city, three filters: p50 / p95": "≤ 12 / 25 ms",
    "city, three filters: processor time / queries": "≤ 12 queries",
    "state: p50 / p95": "≤ 20 / 40 ms",
    "whole country: p50 / p95": "≤ 40 / 80 ms",
    "throughput: search / static page": "≥ 200%",
    "state: processor time / queries": "≤ 12 queries",
    "ZIP code: processor time / queries": "≤ 12 queries",
    "whole country: processor time / queries": "≤ 12 queries",
    "full page: processor time / queries": "≤ 12 queries",
    "places.resolve: p50 / p95": "p95 ≤ 3 ms",
    "places.resolve: most queries": "≤ 3",
    "places.suggest: p50 / p95": "p95 ≤ 10 ms",
    "gazetteer in memory: seconds / memory": "≤ 0.5 s / ≤ 60 MB",
    **{
        f"{size}: {kind}, times as long as × 1": f"≤ {most}"
        for size in ("× 10", "× 50")
        for kind, most in MOST_GROWTH.items()
    },
}


def rows_of(measured):
    """Yield (name, figure in words) of one database's figures, whatever parts they have."""
    for step in measured.get("imports", []):
        yield from import_rows(step)
    for kind, figures in measured.get("search", {}).items():
        yield f"{kind}: p50 / p95", f"{figures['p50']:.1f} / {figures['p95']:.1f} ms"
        work = f"{figures['cpu_p50']:.1f} ms / {figures['queries']}"
        yield f"{kind}: processor time / queries", work
    if pages := measured.get("search"):
        ratio = pages["the same, static"]["p50"] / pages["full page"]["p50"]
        yield "full page: what the static page takes of its p50", f"{ratio:.0%}"
    if ratios := measured.get("ratios"):
        yield from ratio_rows(ratios)
    if dear := measured.get("dear"):
        yield from dear_rows(dear)
    for way, figures in measured.get("crowded", {}).items():
        yield from crowded_rows(way, figures)
    if load := measured.get("throughput"):
        yield from throughput_rows(load)
    if workers := measured.get("workers"):
        yield from worker_rows(workers)
    if places := measured.get("places"):
        yield from place_rows(places)
    for size, figures in measured.get("growth", {}).items():
        yield from growth_rows(size, figures)


def import_rows(step):
    name = step["name"]
    if "raw" in step:
        yield from raw_load_rows(name, step)
        return
    yield f"{name}: wall time", f"{step['wall']:.1f} s"
    yield f"{name}: processor time", f"{step['cpu']:.1f} s"
    yield f"{name}: peak memory", f"{step['peak_megabytes']:.0f} MB"
    yield f"{name}: rows read", f"{step['read']:,}"
    if "rows_written" in step:
        yield f"{name}: rows written", f"{step['rows_written']:,}"


def raw_load_rows(name, step):
    yield f"{name}: import / raw load", f"{step['import']:.1f} / {step['raw']:.1f} s"
    ratios = [each / raw for each, raw in zip(step["imports"], step["raws"], strict=True)]
    yield f"{name}: times as long", f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    sizes = [round(step[each] / 1e6) for each in ("bytes", "raw_bytes")]
    yield f"{name}: database, with services as rows", "{} / {} MB".format(*sizes)


def dear_rows(dear):
    for name, cost in list(dear.items())[:DEAREST]:
        times, milliseconds = cost["times"], cost["milliseconds"]
        yield f"at its dearest, {name}: pages of results", f"{times:.1f} ({milliseconds:.0f} ms)"


def crowded_rows(way, figures):
    for name, figure in figures.items():
        times = f"{figure['p50']:.0f} / {figure['p95']:.0f} / {figure['most']:.0f} ms"
        crowd = f"{figure['answered']} answered, {figure['refused']} refused"
        failed = f", {figure['failed']} searches failed" if figure["failed"] else ""
        yield (
            f"{way}, a search among 8 who ask for {name}: p50 / p95 / most",
            (f"{times} ({crowd}{failed})"),
        )


def throughput_rows(load):
    low, *_between, high = load["ratios"]
    yield "throughput: search", f"{load['search']:.0f} / s"
    yield "throughput: static page", f"{load['static']:.0f} / s"
    yield "throughput: search / static page", f"{load['ratio']:.0%} ({low:.0%} to {high:.0%})"
    yield "throughput: cards on a page", f"{load['cards']:.0f}"
    yield "throughput: size of a page", f"{load['kilobytes']:.0f} kB"
    if load["worker_megabytes"]:
        work = f"{load['search_cpu']:.1f} / {load['static_cpu']:.1f} ms"
        yield "throughput: workers' processor time, search / static", work
        yield "throughput: memory of a worker", f"{load['worker_megabytes']:.0f} MB"


def place_rows(places):
    yield "places.resolve: p50 / p95", f"{places['p50']:.2f} / {places['p95']:.2f} ms"
    for kind, milliseconds in places["kinds"].items():
        yield f"places.resolve, {kind}: p50", f"{milliseconds:.2f} ms"
    yield "places.resolve: most queries", str(places["queries"])
    suggestions, gazetteer = places["suggestions"], places["gazetteer"]
    yield "places.suggest: p50 / p95", f"{suggestions['p50']:.2f} / {suggestions['p95']:.2f} ms"
    megabytes = gazetteer["megabytes"]
    memory = "-" if megabytes is None else f"{megabytes:.0f} MB"
    yield "gazetteer in memory: seconds / memory", f"{gazetteer['seconds']:.2f} s / {memory}"


def growth_rows(size, figures):
    yield f"{size}: facilities", f"{figures['facilities']:,}"
    for kind, taken in figures["kinds"].items():
        spread = f"{taken['p50']:.1f} / {taken['p95']:.1f} ms"
        yield f"{size}: {kind}, p50 / p95", spread
        if size != "× 1":
            low, *_between, high = taken["ratios"]
            ratio = f"{taken['ratio']:.2f} ({low:.2f} to {high:.2f})"
            yield f"{size}: {kind}, times as long as × 1", ratio
    yield f"{size}: a process's first search", f"{figures['first_seconds']:.1f} s"
    yield f"{size}: memory of a process", f"{figures['megabytes']:.0f} MB"
