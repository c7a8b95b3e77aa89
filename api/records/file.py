"""Pieces of bytes in a file that is mapped into memory: no Python object for any of them.

Each facility has PIECES of each of the KINDS of text. Between the first and the second comes the
site's address, between the second and the third the distance:

    b'…,"url":"'  |  b'/facility/…,"distance_miles":'  |  b',"services":…'
"""

import hashlib
import mmap
import os
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from api.texts import TEXTS

KINDS = {kind: number for number, kind in enumerate(TEXTS)}
PIECES = 3
STEP = PIECES * len(TEXTS)  # pieces of a facility
BODY, TABLE, DIGEST = "records", "table", "digest"
Hits = Sequence[tuple[int, float | None]]  # (ordinal, miles rounded or None)


class Broken(Exception):
    """What lies there isn't what `write` wrote."""


def write(
    folder: Path, version: str, pks: "array[int]", records: Iterable[Sequence[bytes]]
) -> None:
    """Write the pieces of each facility, STEP of them, in the order of `pks`."""
    ends, end = array("q", [0]), 0
    with (folder / BODY).open("wb") as file:
        for _pk, pieces in zip(pks, records, strict=True):
            if len(pieces) != STEP:
                raise ValueError(f"a facility has {STEP} pieces, not {len(pieces)}")
            file.writelines(pieces)
            for piece in pieces:
                end += len(piece)
                ends.append(end)
    (folder / TABLE).write_bytes(pks.tobytes() + ends.tobytes())
    (folder / DIGEST).write_bytes(_digest(folder, version))


class Records:
    """The pieces in a folder. Broken if they aren't those of this version, and of these `pks`."""

    def __init__(self, folder: Path, version: str, pks: "array[int]") -> None:
        # First through the file, then mapped: what was only read isn't in this process's memory.
        if (folder / DIGEST).read_bytes() != _digest(folder, version):
            raise Broken("its bytes aren't those that were written")
        table = (folder / TABLE).read_bytes()
        ids = pks.tobytes()
        self._ends = array("q")
        self._ends.frombytes(table[len(ids) :])
        if table[: len(ids)] != ids or len(self._ends) != STEP * len(pks) + 1:
            raise Broken("it is of other facilities")
        with (folder / BODY).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # A file without a byte can't be mapped.
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self._bytes = memoryview(mapped)  # slices of it copy nothing

    def joined(self, kind: str, hits: Hits, origin: bytes, separator: bytes) -> bytes:
        """Return the texts of some facilities, with the address of the site, in one."""
        first, (_made, nothing) = PIECES * KINDS[kind], TEXTS[kind]
        data, ends, parts = self._bytes, self._ends, list[bytes | memoryview]()
        for ordinal, miles in hits:
            start, url, distance, end = ends[(at := STEP * ordinal + first) : at + PIECES + 1]
            parts += (separator, data[start:url], origin)
            if miles is None and not nothing:  # so there is nothing between the last two pieces
                parts.append(data[url:end])
            else:
                away = nothing if miles is None else repr(miles).encode()
                parts += (data[url:distance], away, data[distance:end])
        return b"".join(parts[1:])


def _digest(folder: Path, version: str) -> bytes:
    """Return a digest of the bytes; against disks and mistakes, as the folder is its owner's."""
    digest = hashlib.blake2b(version.encode(), digest_size=20)
    for name in (TABLE, BODY):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.digest()
