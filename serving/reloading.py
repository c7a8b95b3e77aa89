"""A reload: the master starts anew in its own place, and its workers are replaced one by one.

Workers are forked from a master that has loaded the application, so that they share its code in
memory. A master that read new code into the old would have both. So it replaces its own program
(exec) under the same process id: the sockets stay open, the workers go on answering, and the new
program ends each once its own serve (docs/decisions/0073-shared-memory.md).
"""

import json
import os
import signal
import subprocess
import sys
from typing import Any

from serving.seats import Seats

# How one program tells the next of the workers that it leaves, and of their seats.
VARIABLE = "FINDER_WORKERS_LEFT"
# Kept until the new program listens to them: HUP, TERM and their like would end it before.
SIGNALS = {signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGCHLD}


class Former:
    """A worker of the program before: what gunicorn's master asks of one that it manages."""

    age = 0  # older than any that this program starts: who is ended first
    aborted = False

    def __init__(self, pid: int, seat: int, descriptor: int) -> None:
        self.pid, self.seat, self.descriptor, self.tmp = pid, seat, descriptor, self

    def last_update(self) -> float:
        """Return when it last said that it lives."""
        return os.fstat(self.descriptor).st_mtime

    def fileno(self) -> int:
        return self.descriptor

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
        self.descriptor = -1


# As it was when gunicorn read its configuration, before an application read more from a file.
ENVIRONMENT = dict(os.environ)
# What was left to this program, if it is a reload's.
left: dict[str, Any] = json.loads(ENVIRONMENT.pop(VARIABLE, "{}"))
os.environ.pop(VARIABLE, None)
is_reloaded = bool(left)
# All workers inherit it, those of the program before have it.
seats = Seats(left.get("seats"))


def reload(server: Any, variables: dict[str, str]) -> None:
    """Replace the program of a master, unless the new one wouldn't start.

    The workers are then forked anew from the program that there is, which is what gunicorn does.
    `variables`: of the environment, to be passed on.
    """
    program = [sys.executable, *sys.orig_argv[1:]]
    folder, variables = server.START_CTX["cwd"], ENVIRONMENT | variables
    check = [*program, "--check-config"]
    checked = subprocess.run(check, cwd=folder, env=variables, stdin=subprocess.DEVNULL)
    if checked.returncode:
        server.log.error("The new code doesn't start, so the present one goes on.")
        return
    variables |= _listening(server) | {VARIABLE: json.dumps(_workers(server))}
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    os.chdir(folder)
    os.execve(sys.executable, program, variables)


def take_over(server: Any) -> None:
    """Start as many workers as there shall be beside those that were left, which end then."""
    if not is_reloaded:
        return
    server.WORKERS.update({pid: Former(pid, *rest) for pid, *rest in left["workers"]})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    for _number in range(server.num_workers):
        server.spawn_worker()


def _listening(server: Any) -> dict[str, str]:
    """Return the variables by which gunicorn finds the sockets on which it listens already."""
    own = str(os.getpid())
    if server.systemd:
        return {"GUNICORN_PID": own, "LISTEN_PID": own, "LISTEN_FDS": str(len(server.LISTENERS))}
    descriptors = ",".join(str(listener.fileno()) for listener in server.LISTENERS)
    return {"GUNICORN_PID": own, "GUNICORN_FD": descriptors}


def _workers(server: Any) -> dict[str, Any]:
    """Return what the next program has to know of the workers; it inherits their files."""
    workers = [(pid, each.seat, each.tmp.fileno()) for pid, each in server.WORKERS.items()]
    for descriptor in (seats.descriptor, *(descriptor for _pid, _seat, descriptor in workers)):
        os.set_inheritable(descriptor, True)
    return {"workers": workers, "seats": seats.descriptor}
