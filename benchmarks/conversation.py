"""A subprocess that answers requests, one line of JSON each."""

import json
import subprocess
from contextlib import contextmanager

from benchmarks.processes import ROOT, Failed, ended


@contextmanager
def conversation(command, log, variables=None):
    """Run `command`; yield (what it says first, a function to ask it with).

    The function takes anything JSON can hold, and returns the answer; it raises Failed with
    the process's last word when there is none. What the process complains of is in `log`.
    """
    with log.open("w") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        with process, ended(process):

            def ask(query):
                process.stdin.write(json.dumps(query) + "\n")
                process.stdin.flush()
                return heard(process, log)

            yield heard(process, log), ask


def heard(process, log):
    line = process.stdout.readline()
    if not line:
        last = (log.read_text().strip().splitlines() or ["no reason given"])[-1]
        raise Failed(f"{process.args[0]} has ended: {last}")
    return json.loads(line)
