"""What a worker says of itself, once a second."""

from pathlib import Path
from resource import getpagesize

from database.sources import all_sources
from metrics import requests

_page_size = getpagesize()


def report(worker):
    """Set the numbers of this worker: memory, connections, databases that it doesn't ask."""
    requests.WORKERS.set(1)
    requests.MEMORY.set(resident_bytes())
    doing = {
        "sending": len(worker.waiting),
        "reading": len(worker.taking),
        "leaving": len(worker.parting),
    }
    for name, number in doing.items():
        requests.CONNECTIONS.labels(name).set(number)
    requests.CONNECTIONS.labels("answered").set(max(worker.nr_conns - sum(doing.values()), 0))
    for source in all_sources():
        requests.DATABASES.labels(source.alias).set(source.is_open)


def resident_bytes():
    """Return the memory of this process; 0 where /proc doesn't tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _page_size
    except OSError:
        return 0
