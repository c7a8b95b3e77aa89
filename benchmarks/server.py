"""The finder under gunicorn, as `make run` and production have it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import ROOT, Failed, ended, environment

WORKERS = 2
SECONDS_TO_START = 120


@contextmanager
def serving(url, log, application="finder.wsgi", alive="/livez", workers=WORKERS, **variables):
    """Run gunicorn on a free port; yield (port, process id of the master)."""
    port = free_port()
    variables = {**environment(url), **variables}
    variables |= {"PORT": str(port), "WEB_CONCURRENCY": str(workers)}
    options = ["--config", "deploy/gunicorn.conf.py", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", *options, application]
    with listening(command, variables, log, port, alive) as process:
        yield port, process.pid


@contextmanager
def listening(command, variables, log, port, alive):
    """Run a server; yield its process once it answers at the path `alive`."""
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT
        )
        with ended(process):
            wait_for(port, process, log, alive)
            yield process


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, log, path):
    """Return once the server answers; raise Failed when it ends or never does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            get(port, path)
            return
        except OSError:
            time.sleep(0.1)
    raise Failed(f"a server doesn't serve; its last words are in {log}")


def get(port, path):
    """Return the text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    if response.status != 200:
        raise Failed(f"{path} answers {response.status}")
    return text


def workers_of(master):
    """Return the process ids of the workers; none where /proc doesn't tell."""
    children = Path(f"/proc/{master}/task/{master}/children")
    return children.read_text().split() if children.exists() else []


def processor_seconds(pids):
    """Return the processor time those processes have used."""
    ticks = 0
    for pid in pids:
        # The name, in brackets, may hold anything; fields 14 and 15 are the times.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes_of(pid):
    """Return the resident memory of a process, or None where /proc doesn't tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    resident = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
    return int(resident[1]) * 1024 / 1e6 if resident else None
