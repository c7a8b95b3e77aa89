"""A log that goes into a pipe, which somebody reads or doesn't."""

import os
import threading
from pathlib import Path

READ_AT_ONCE = 65536


class Pipe:
    """A named pipe whose reader can fall silent, as a journal that hangs."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR)
        self._flows = threading.Event()
        self._flows.set()
        threading.Thread(target=self._read, daemon=True).start()

    def stick(self) -> None:
        """Read no more, and fill the pipe to its brim."""
        self._flows.clear()
        os.set_blocking(self._descriptor, False)
        try:
            while True:
                os.write(self._descriptor, b"\n")
        except BlockingIOError:
            return

    def flow(self) -> None:
        self._flows.set()

    def _read(self) -> None:
        reader = os.open(self.path, os.O_RDONLY)
        while self._flows.wait():
            os.read(reader, READ_AT_ONCE)
