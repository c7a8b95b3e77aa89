"""Redis, which holds what several workers and machines count together."""

from pathlib import Path

from benchmarks.server import free_port
from faults.parts.program import Program, installed, is_listening


class Redis(Program):
    """Redis without persistence, on a port of loopback."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        options = ("--bind", "127.0.0.1", "--port", self.port, "--save", "", "--dir", home)
        command = [installed("redis-server"), *options]
        super().__init__(command, home / "redis.log", lambda: is_listening(self.port))

    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"
