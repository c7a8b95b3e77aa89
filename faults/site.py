"""The whole site on loopback: databases, pool, Redis, two application servers, a proxy."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import data
from benchmarks.processes import Failed, manage, say
from faults.parts.node import Node
from faults.parts.pipe import Pipe
from faults.parts.pooler import Pooler
from faults.parts.postgres import NAME, Server, wait_until_equal
from faults.parts.program import Program
from faults.parts.proxy import Proxy
from faults.parts.redis import Redis
from tests.postgres import ADVICE, TEMPORARY, find_programs

SECONDS_TO_COPY = 90


class Site:
    """All parts, started one after the other by `start`."""

    def __init__(self, home: Path) -> None:
        programs = find_programs()
        if programs is None:
            raise Failed(ADVICE)
        self.home = home
        self.primary = Server(programs, home, "postgres-1")
        self.standby = Server(programs, home, "postgres-2")
        self.pooler, self.redis, self.proxy = Pooler(home), Redis(home), Proxy(home)
        self.nodes = [Node("node-1", home), Node("node-2", home)]
        self.pipe = Pipe(home / "pipe")
        # What scenarios add for themselves, and who ends it.
        self.spare: Server | None = None
        self.stack = ExitStack()
        self.editions: list[data.Edition] = []
        self.is_published = False

    def start(self) -> None:
        """Fill the database with a directory, and start everything."""
        self.primary.create()
        self.editions, self.is_published = data.editions(self.home)
        say("a directory is imported")
        manage("prepare", "--no-demo", url=self.url())
        manage("import_directory", self.editions[0].path, url=self.url())
        manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "rest_framework")
        manage("write_error_pages", self.proxy.home / "errors", url=self.url())
        say("the standby, the application servers and the proxy are started")
        self.standby.follow(self.primary)
        self.redis.start()
        self.proxy.configure([node.port for node in self.nodes])
        self.serve()
        self.proxy.start()
        self.wait_for_copies()

    def serve(self, **variables: str) -> None:
        """Start the application servers, or start them anew where the settings are others."""
        variables = {**self.variables(), **variables}
        for node in self.nodes:
            if node.is_running() and node.has(variables):
                continue
            node.stop()
            node.configure(variables)
            node.start()
        for node in self.nodes:
            node.wait_until_ready()

    def wait_for_copies(self) -> None:
        """Return once each application server keeps a copy of the directory on its disk."""
        deadline = time.monotonic() + SECONDS_TO_COPY
        while not all(node.has_copy() for node in self.nodes):
            if time.monotonic() > deadline:
                raise Failed(f"no copy of the directory after {SECONDS_TO_COPY} s")
            time.sleep(0.5)

    def variables(self) -> dict[str, str]:
        """Return the settings of an application server, where a scenario has no others."""
        return {
            "DATABASE_URL": self.url(),
            "DATABASE_REPLICA_URLS": url_of(self.standby),
            "REDIS_URL": self.redis.url(),
        }

    def url(self) -> str:
        """Return the address of the database that is written to."""
        return url_of(self.primary)

    def url_of_both(self) -> str:
        """Return an address by which whichever server takes writes is found."""
        ports = (self.primary.port, self.standby.port)
        places = ",".join(f"127.0.0.1:{port}" for port in ports)
        return f"postgres://{NAME}@{places}/{NAME}?target_session_attrs=read-write"

    def heal(self) -> list[str]:
        """Have everything serve again; return what had to be started by hand."""
        started = []
        for part in self.parts():
            if not part.is_running():
                started.append(part.log.stem)
                part.start()
        for node in self.nodes:
            try:
                node.wait_until_ready(30)
            except Failed:
                started.append(node.name)
                node.kill()
                node.start()
                node.wait_until_ready()
        wait_until_equal(self.primary, self.standby)
        return started

    def change_places(self) -> None:
        """Take the standby, which was promoted, for the primary; let the other follow it."""
        self.primary, self.standby = self.standby, self.primary
        self.standby.kill()
        self.standby.follow(self.primary)

    def parts(self) -> list[Program]:
        return [self.primary, self.standby, self.redis, *self.nodes, self.proxy]

    def end(self) -> None:
        for part in [*self.parts()[::-1], self.pooler]:
            part.stop()
            if part.process is not None:
                part.kill()
        self.stack.close()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


def url_of(server: Server) -> str:
    return f"postgres://{NAME}@127.0.0.1:{server.port}/{NAME}"


@contextmanager
def site() -> Iterator[Site]:
    """Yield a site that serves; stop all of it and delete what it kept."""
    home = Path(tempfile.mkdtemp(prefix="finder-faults-", dir=TEMPORARY))
    # PostgreSQL's user has to get through.
    home.chmod(0o711)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        whole = Site(home)
        stack.callback(whole.end)
        whole.start()
        yield whole
