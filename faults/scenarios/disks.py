"""Small disks, and what is told when they are full."""

import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import Failed


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Yield a folder with room for so much; only root can make one."""
    if os.geteuid() != 0:
        raise Failed("only root can mount a small disk: leave this scenario out")
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path, leave: int) -> None:
    """Fill the disk of a folder but for so many bytes."""
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - leave)))


def sums_of_file(path: Path) -> str:
    """Return a digest of all that a SQLite file holds."""
    digest = hashlib.sha256()
    connection = sqlite3.connect(path)
    try:
        for line in connection.iterdump():
            digest.update(line.encode())
    finally:
        connection.close()
    return digest.hexdigest()


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing"])[-1]
