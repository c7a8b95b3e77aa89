"""A real Redis for the tests, on a socket in a temporary folder."""

import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis

PROGRAMS = ("redis-server", "valkey-server")
SECONDS_TO_START = 30


@dataclass
class Throwaway:
    """A server of the tests' own, which they may stop, freeze and start again."""

    program: str
    socket: Path
    process: subprocess.Popen | None = None

    @property
    def url(self):
        return f"unix://{self.socket}"

    @property
    def client(self):
        return redis.Redis(unix_socket_path=str(self.socket))

    def start(self):
        options = ["--port", "0", "--unixsocket", self.socket, "--save", "", "--appendonly", "no"]
        with self.socket.with_name("log").open("a") as log:
            self.process = subprocess.Popen(
                [self.program, *options], cwd=self.socket.parent, stdout=log, stderr=log
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(self.socket.with_name("log").read_text())
            time.sleep(0.02)

    def _answers(self):
        try:
            with self.client as client:
                return client.ping()
        except redis.RedisError:
            return False

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def stop(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def redis_program():
    for name in PROGRAMS:
        if program := shutil.which(name):
            return program
    pytest.skip("needs a Redis: apt install redis-server")


@pytest.fixture(scope="session")
def _running(redis_program):
    # Short, because socket paths may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="finder-redis-", dir="/tmp"))
    server = Throwaway(redis_program, folder / "socket")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def redis_server(_running, settings):
    """Count in a Redis with nothing in it; return it. A test that stops it needs `own_redis`."""
    with _running.client as client:
        client.flushall()
    settings.REDIS_URL = _running.url
    return _running


@pytest.fixture
def own_redis(redis_program, settings):
    """Return a running Redis of this test's own, in use, which it may stop."""
    folder = Path(tempfile.mkdtemp(prefix="finder-redis-", dir="/tmp"))
    server = Throwaway(redis_program, folder / "socket")
    server.start()
    settings.REDIS_URL = server.url
    yield server
    server.stop()
    shutil.rmtree(folder)


def asking(remote, **headers):
    """Return what limits need of a request from an address."""
    return SimpleNamespace(META={"REMOTE_ADDR": remote}, headers=headers)
