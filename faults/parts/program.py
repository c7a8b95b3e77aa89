"""A program in the background: started, signaled, frozen, and gone at the end."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.processes import ROOT, Failed

SECONDS_TO_START = 60
SECONDS_TO_END = 15


class Program:
    """One process and its children, in a process group of its own.

    `is_up()` tells whether it serves. What it prints goes to the file `log`.
    """

    def __init__(
        self, command: Sequence[object], log: Path, is_up: Callable[[], bool], **options: object
    ) -> None:
        self.command = [str(part) for part in command]
        self.log, self.is_up, self.options = log, is_up, options
        # Where it goes instead, in a scenario about logs.
        self.output: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise Failed(f"{self.command[0]} was never started")
        return self.process.pid

    def start(self, *, wait: bool = True) -> None:
        """Start it; return once it serves, or at once without `wait`."""
        with (self.output or self.log).open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
                **{"cwd": ROOT, **self.options},  # type: ignore[call-overload]
            )
        if wait:
            self.wait_until_up()

    def wait_until_up(self) -> None:
        """Return once it serves; raise Failed with its last word if it ends or never does."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.is_running():
            if self.is_up():
                return
            time.sleep(0.1)
        lines = self.log.read_text(errors="replace").strip().splitlines() or ["no reason given"]
        raise Failed(f"{Path(self.command[0]).name} doesn't serve: {lines[-1]}")

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        os.kill(self.pid, number)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end, and end it when it doesn't."""
        if self.process is None or not self.is_running():
            return
        self.resume()
        self.send(number)
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a machine ends that loses its power."""
        for pid in reversed(self.family()):
            send(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def freeze(self) -> None:
        """Stop it and its children in the middle of whatever they do."""
        frozen: set[int] = set()
        # Again, for what was started while the first were being stopped.
        while new := set(self.family()) - frozen:
            for pid in sorted(new):
                send(pid, signal.SIGSTOP)
            frozen |= new

    def resume(self) -> None:
        for pid in self.family():
            send(pid, signal.SIGCONT)

    def family(self) -> list[int]:
        """Return the process and all its descendants, parents first."""
        family = [self.pid] if self.is_running() else []
        for pid in family:
            family += children_of(pid)
        return family


def children_of(pid: int) -> list[int]:
    """Return the process ids of its children; none where /proc doesn't tell."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def send(pid: int, number: int) -> None:
    """Signal a process that may have ended by now."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def installed(name: str) -> str:
    """Return where a program of the system is; raise Failed with what to do without it."""
    folders = (os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")
    if where := shutil.which(name, path=os.pathsep.join(folders)):
        return where
    raise Failed(f"{name} isn't installed: apt install postgresql pgbouncer redis-server nginx")


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
