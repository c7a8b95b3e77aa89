"""Measure the pages people need most with Lighthouse, as a slow phone sees them.

    python -m scripts.lighthouse [FOLDER]      (`make lighthouse`)

Serves the demonstration as `make run` does, prints a table and what Lighthouse would change,
and exits with 1 when a score is below LEAST. FOLDER gets the whole reports as JSON.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from scripts import node
from tests.browser.server import ROOT, prepare, serving
from tests.chromium import ADVICE, ARGUMENTS, find_chromium

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3  # what else the machine does shows in single ones
ATTEMPTS = 3  # now and then it misses the start of a page and asks to be run again
FIGURES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}
# Twenty cards. Searches are kept from search engines on purpose: they tell what people need.
RESULTS = "/search/?where=New+York,+NY&service=outpatient&payment=medicaid"
UNASKED = {"results": "is-crawlable"}
FACILITY = "name LIKE 'Sample %' AND program != '' AND street != '' AND status = 'open'"
# As pages of a published directory are; those of a demonstration are kept from search engines.
PUBLISH = "UPDATE facilities_edition SET is_demo = 0"


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path)
    folder = parser.parse_args().folder
    if not find_chromium():
        sys.exit(f"Lighthouse {ADVICE}")
    if not PROGRAM.exists():
        sys.exit("Lighthouse isn't there: make install, with Node.js and a network")
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "finder.sqlite3"
        prepare(database)
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(PUBLISH)
        with serving(database, Path(scratch) / "server.log") as site:
            pages = {"home": "/", "results": RESULTS, "facility": site.facility(FACILITY)}
            reports = {name: usual(name, site.url + path) for name, path in pages.items()}
    if folder:
        save(reports, folder)
    show(reports)
    sys.exit(any(value < LEAST[name] for page in reports.values() for name, value in scores(page)))


def usual(name, url):
    """Return the report of that run of RUNS whose performance is the median."""
    reports = [measure(name, url) for _ in range(RUNS)]
    return sorted(reports, key=lambda report: dict(scores(report))["performance"])[RUNS // 2]


def measure(name, url):
    """Return Lighthouse's report of the page called `name`, as a dictionary."""
    command = [
        node.find("node"),
        PROGRAM,
        url,
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags={' '.join(ARGUMENTS)}",
        *([f"--skip-audits={UNASKED[name]}"] if name in UNASKED else []),
    ]
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    for _attempt in range(ATTEMPTS):
        result = subprocess.run(command, env=environment, capture_output=True, text=True)
        if result.returncode == 0:
            return json.loads(result.stdout)
    sys.exit(f"Lighthouse failed on {name}:\n{result.stderr}")


def scores(report):
    """Return [(category, 0 to 100)] of a report."""
    return [(name, round(100 * (report["categories"][name]["score"] or 0))) for name in LEAST]


def save(reports, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in reports.items():
        (folder / f"{name}.json").write_text(json.dumps(report))


def show(reports):
    version = next(iter(reports.values()))["lighthouseVersion"]
    print(f"Lighthouse {version}, mobile, simulated slow 4G and a processor slowed down 4 times\n")
    columns = [*LEAST, *FIGURES, "bytes", "requests", "machine"]
    print("| page | " + " | ".join(columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for name, report in reports.items():
        print(f"| {name} | " + " | ".join(row(report)) + " |")
    for name, report in reports.items():
        for audit in wanting(report):
            print(f"\n{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip(), end="")
    for name, audit in UNASKED.items():
        print(
            f"\n{name}: {audit} isn't asked, for searches are kept from search engines on purpose"
        )


def row(report):
    """Return the cells of a page: scores, times, bytes on the wire, requests, this machine's index.

    An idle laptop's index is above 1,000; far below, something else took the time.
    """
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return [
        *(str(score) for _, score in scores(report)),
        *(audits[audit]["displayValue"].replace("\xa0", " ") for audit in FIGURES.values()),
        f"{sum(request['transferSize'] for request in requests):,}",
        str(len(requests)),
        f"{report['environment']['benchmarkIndex']:,.0f}",
    ]


def wanting(report):
    """Return the audits that aren't passed; those without a score only inform."""
    audits = report["audits"].values()
    return [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]


if __name__ == "__main__":
    main()
