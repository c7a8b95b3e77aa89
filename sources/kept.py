"""What came from a source: the last two downloads below var/sources/, with date and SHA-256."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from sources.network.fetching import Validators

KEEP = 2
INCOMING = "incoming"  # where a download is until it is checked


class UpdateRunning(RuntimeError):
    """Another process fetches already."""

    def __init__(self) -> None:
        super().__init__("another update is running; wait until it has finished")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it came: a whole directory, or a page of one."""

    name: str
    sha256: str
    size: int
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators:
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class Kept:
    """A download that was checked. `edition`: the SHA-256 by which an import knows it."""

    folder: str
    address: str
    fetched_on: date
    confirmed_on: date  # the last day on which the source gave the same
    edition: str
    files: tuple[KeptFile, ...]


class Folder:
    """What is kept of a source, newest first, for its owner only."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = root / name
        self.manifest = self.path / "manifest.json"
        self.incoming = self.path / INCOMING

    def current(self, address: str) -> Kept | None:
        """Return the newest download from an address if each file is as it came."""
        newest = next(iter(self._read()), None)
        is_whole = newest is not None and newest.address == address and self._is_whole(newest)
        return newest if is_whole else None

    def paths(self, kept: Kept) -> list[Path]:
        return [self.path / kept.folder / file.name for file in kept.files]

    def prepare(self, *, resume: bool = False) -> Path:
        """Return the folder for what comes; unless resuming, nothing is in it."""
        if not resume:
            shutil.rmtree(self.incoming, ignore_errors=True)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.incoming.mkdir(mode=0o700, exist_ok=True)
        return self.incoming

    def discard(self) -> None:
        """Forget what came and can't be used."""
        shutil.rmtree(self.incoming, ignore_errors=True)

    def keep(self, address: str, files: list[KeptFile], edition: str, today: date) -> Kept:
        """Keep what came as the newest download, and of the older ones the last."""
        hashes = "".join(file.sha256 for file in files)
        folder = f"{today}-{sha256(hashes.encode()).hexdigest()[:12]}"
        older = [kept for kept in self._read() if kept.folder != folder]
        shutil.rmtree(self.path / folder, ignore_errors=True)
        os.replace(self.incoming, self.path / folder)
        kept = Kept(folder, address, today, today, edition, tuple(files))
        self._write([kept, *older][:KEEP])
        return kept

    def confirm(self, kept: Kept, files: list[KeptFile], today: date) -> Kept:
        """Note that the source still gives the newest download; write only what is new."""
        confirmed = replace(kept, confirmed_on=max(today, kept.confirmed_on), files=tuple(files))
        if confirmed != kept:
            self._write([confirmed, *self._read()[1:]])
        return confirmed

    def _is_whole(self, kept: Kept) -> bool:
        return all(
            path.is_file() and digest_of(path) == file.sha256
            for path, file in zip(self.paths(kept), kept.files, strict=True)
        )

    def _read(self) -> list[Kept]:
        """Return what the manifest names; one that can't be read names nothing."""
        try:
            return [_kept(entry) for entry in json.loads(self.manifest.read_text("utf-8"))["kept"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _write(self, kept: list[Kept]) -> None:
        """Write the manifest at once or not at all, then drop what it doesn't name."""
        entries = [asdict(entry) for entry in kept]
        write_json(self.manifest, {"kept": entries})
        named = {entry.folder for entry in kept}
        for path in self.path.iterdir():
            if path.is_dir() and path.name not in named:
                shutil.rmtree(path, ignore_errors=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def write_json(path: Path, document: Any) -> None:
    """Replace a file by a JSON document, for its owner only, as a whole."""
    beside = path.with_name(f"{path.name}.new")
    with open(beside, "w", encoding="utf-8", opener=_owner_only) as file:
        json.dump(document, file, indent=1, default=str)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one process fetch at a time, or raise UpdateRunning."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(root / "lock", "w", opener=_owner_only) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UpdateRunning from error
        yield


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _kept(entry: dict[str, Any]) -> Kept:
    files = tuple(KeptFile(**file) for file in entry["files"])
    dates = {name: date.fromisoformat(entry[name]) for name in ("fetched_on", "confirmed_on")}
    names = [entry["folder"], *(file.name for file in files)]
    if any(name in ("", "..") or Path(name).name != name for name in names):
        raise ValueError("a name that leads elsewhere")
    return Kept(entry["folder"], entry["address"], edition=entry["edition"], files=files, **dates)
