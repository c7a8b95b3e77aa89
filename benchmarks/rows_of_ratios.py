"""What the rows about ratios and workers say, and what they should be."""

# Kinds of pages, in answers of one word: at most.
MOST_HELLOS = {
    "results": 8,
    "results, Spanish": 8,
    "results, words": 12,
    "results, widened": 12,
    "all filters": 25,
    "home": 1.5,
    "state": 1.5,
    "city": 1.5,
    "guide": 1.5,
    "facility": 8,
    "facility, first look": 8,
    "API, 20": 8,
    "sitemap": 100,
    "map, the worst": 60,
}
IN_HELLOS = "{kind}: processor time / one word"
STATIC, CONSTANT = "processor time: static page / results", "processor time: results / constant"
FILE = "a state's file: MB/s / {writer} over ready rows"
SHARE = "least / most processor time of 2 workers, 8 kept connections"
MEMORY = "{workers} workers: memory after 2,000 requests / that of 1"
RELOAD = "{reloads} reloads under load: answered / failed"

TARGETS = {
    **{IN_HELLOS.format(kind=kind): f"≤ {most}" for kind, most in MOST_HELLOS.items()},
    STATIC: "≥ 2",
    CONSTANT: "≤ 2.5",
    **{FILE.format(writer=writer): "≥ 5" for writer in ("csv.writer", "json.dumps")},
    SHARE: "≥ 0.8",
    f"{SHARE}, after reloads": "≥ 0.8",
    MEMORY.format(workers=4): "≤ 2",
}


def ratio_rows(measured):
    hellos = measured["hellos"]
    yield "one word: processor time", f"{measured['hello']:.2f} ms"
    for kind, times in hellos.items():
        yield IN_HELLOS.format(kind=kind), f"{times:.1f}"
    yield STATIC, f"{hellos['static page'] / hellos['results']:.2f}"
    yield CONSTANT, f"{hellos['results'] / hellos['constant page']:.1f}"
    for writer, figures in measured["files"].items():
        speed = f"{figures['ratio']:.1f} ({figures['megabytes_a_second']:.0f} MB/s)"
        yield FILE.format(writer=writer), speed


def worker_rows(measured):
    smallest = measured["sizes"][0]["megabytes"]
    for size in measured["sizes"]:
        number = size["workers"]
        each, rate = size["processor_milliseconds"], size["rate"]
        work = f"{rate:.0f} / s, {each:.1f} ms"
        yield f"{number} workers: mixed pages, processor time of each", work
        memory = f"{size['megabytes'] / smallest:.2f} ({size['megabytes']:.0f} MB)"
        yield MEMORY.format(workers=number), memory
    yield SHARE, share_of(measured["balance"])
    after = measured["reload"]
    failed = sum(after["failed"].values())
    counts = f"{after['answered']:,} / {failed} (slowest {after['slowest']:.1f} s)"
    yield RELOAD.format(reloads=after["reloads"]), counts
    yield f"{SHARE}, after reloads", share_of(after)


def share_of(figures):
    low, *_between, high = figures["shares"]
    return f"{figures['share']:.2f} ({low:.2f} to {high:.2f})"
