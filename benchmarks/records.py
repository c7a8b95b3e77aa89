"""What files and the API's list cost, made the plain way and joined of records:

    DATABASE_URL=sqlite:///var/finder.sqlite3 python -m benchmarks.records

Prints milliseconds of processor time of both, medians, in answers of one word (/livez), and
megabytes a second beside Python's csv.writer and json.dumps over rows that are ready in memory.
"""

import os
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.processes import Failed, ask
from benchmarks.ready_rows import writers

ROUNDS = 9
WORD = "/livez"
AROUND = "where=Boston,+MA&radius=100&service=detox"
PATHS = {
    "API, 20": "/api/v1/facilities/?where=Boston,+MA",
    "API, 100": "/api/v1/facilities/?where=MA&page_size=100",
    "CSV, a state": "/api/v1/facilities.csv?where=MA",
    "GeoJSON, a state": "/api/v1/facilities.geojson?where=MA",
    "CSV, around a city": f"/api/v1/facilities.csv?{AROUND}",
    "GeoJSON, around a city": f"/api/v1/facilities.geojson?{AROUND}",
    "CSV, everything": "/api/v1/facilities.csv?sort=name",
    "GeoJSON, everything": "/api/v1/facilities.geojson?sort=name",
}


def main():
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL names no database: import a directory into one first.")
    with TemporaryDirectory() as folder:
        try:
            measured = ask("records", url, {"KEPT_FILES_DIR": folder}, rounds=ROUNDS)
        except Failed as error:
            sys.exit(str(error))
    report(measured)


def report(measured):
    word = measured["times"][WORD]["joined"]
    print(f"{'':24}{'plain':>10}{'joined':>10}{'ratio':>8}{'words':>8}{'MB/s':>8}")
    for kind, path in PATHS.items():
        plain, joined = (measured["times"][path][way] for way in ("plain", "joined"))
        speed = measured["sizes"][path] / 1e6 / joined
        figures = f"{plain / joined:8.1f}{joined / word:8.1f}{speed:8.0f}"
        print(f"{kind:24}{plain * 1000:10.1f}{joined * 1000:10.1f}{figures}")
    print("ready rows, MB/s:", {name: round(speed) for name, speed in measured["ready"].items()})
    print(f"made in {measured['made']:.1f} s of processor time")


def measure(rounds):
    """Return seconds of each answer in both ways, its bytes, and what else the table has."""
    from api.records import current, making
    from benchmarks.in_process import Server
    from search import index

    serve, paths = Server(), [WORD, *PATHS.values()]
    current._next_try = float("inf")  # no thread makes them meanwhile
    serve(PATHS["API, 20"])
    times = {path: {"plain": median(serve(path)[1] for _ in range(3))} for path in paths}
    contents = {path: content(serve, path) for path in paths}
    making.rest = lambda _seconds: None
    started = process_time()
    current.open_or_make(index.current())
    made = process_time() - started
    for path in paths[1:]:
        if content(serve, path) != contents[path]:
            raise Failed(f"{path} differs")
    turns = [{path: serve(path)[1] for path in paths} for _ in range(rounds)]
    for path in paths:
        times[path]["joined"] = median(turn[path] for turn in turns)
    sizes = {path: len(text) for path, text in contents.items()}
    return {"times": times, "sizes": sizes, "made": made, "ready": ready(contents)}


def content(serve, path):
    response = serve.application(serve.factory.get(path).environ, lambda *_status: None)
    try:
        return b"".join(response)
    finally:
        response.close()


def ready(contents):
    """Return MB/s of Python's own over the rows of a state."""
    files = contents[PATHS["CSV, a state"]], contents[PATHS["GeoJSON, a state"]]
    named = zip(writers(*files).items(), files, strict=True)
    return {name: speed(write, file) for (name, write), file in named}


def speed(write, file):
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        write()
        times.append(process_time() - started)
    return len(file) / 1e6 / median(times)


if __name__ == "__main__":
    main()
