"""An application server: gunicorn as in production, on a port of loopback."""

import http.client
import signal
import sys
import time
from pathlib import Path

from benchmarks.processes import Failed, environment
from benchmarks.server import free_port
from faults.parts.program import Program, children_of

WORKERS = 2
SECONDS_TO_BE_READY = 60
# Any will do: it encrypts what the writer of a run makes up.
FIELD_KEY = "Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWUtMTI="


class Node(Program):
    """A machine with the finder on it; what it keeps on its disk is in `folder`."""

    def __init__(self, name: str, home: Path) -> None:
        self.name = name
        self.folder = home / name
        self.folder.mkdir()
        self.port = free_port()
        self.asked_for: dict[str, str] = {}
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        command += ["--log-level", "info", "finder.wsgi"]
        super().__init__(command, home / f"{name}.log", self.is_alive)

    def configure(self, variables: dict[str, str]) -> None:
        """Say which settings it has from its next start on."""
        self.asked_for = variables
        self.options["env"] = {
            **environment(variables["DATABASE_URL"]),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(WORKERS),
            "FIELD_KEYS": FIELD_KEY,
            "CLIENT_ADDRESS_HEADER": "X-Real-IP",
            "COPY_DIR": str(self.folder),
            **variables,
        }
        log = variables.get("FAULTS_LOG")
        self.output = Path(log) if log else None

    def has(self, variables: dict[str, str]) -> bool:
        """Tell whether it was started with these settings."""
        return variables == self.asked_for

    def reload(self) -> None:
        """Replace its workers one after the other, as after an update."""
        self.send(signal.SIGHUP)

    def workers(self) -> list[int]:
        return children_of(self.pid)

    def is_alive(self) -> bool:
        return self.status("/livez") == 200

    def status(self, path: str, timeout: float = 5) -> int | None:
        """Return the status of an answer, or None without any."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def has_copy(self) -> bool:
        """Tell whether it has a copy of the directory on its disk."""
        return any(self.folder.glob("*.sqlite3"))

    def wait_until_ready(self, seconds: float = SECONDS_TO_BE_READY) -> None:
        """Return once it can search; raise Failed if it can't after so many seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.status("/readyz") == 200 and len(self.workers()) == WORKERS:
                return
            time.sleep(0.2)
        raise Failed(f"{self.name} isn't ready after {seconds:.0f} s; its log is {self.log}")
