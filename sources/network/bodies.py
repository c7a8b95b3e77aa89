"""The body of an answer: unpacked within bounds, written with its SHA-256."""

import os
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

STEP = 65_536  # bytes unpacked at once: a small answer may unpack to a huge one
GZIP = zlib.MAX_WBITS | 16


class BodyError(ValueError):
    """The body of an answer can't be used; the message says why."""


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes of a body, packed as its header Content-Encoding says."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise BodyError(f"it is packed as {encoding!r}, which nobody asked for")
    unpack = zlib.decompressobj(GZIP)
    try:
        for chunk in chunks:
            while chunk:
                yield unpack.decompress(chunk, STEP)
                chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise BodyError("it is said to be gzip and isn't") from error
    if not unpack.eof or unpack.unused_data:
        raise BodyError("its gzip ends early, or goes on after its end")


def write(chunks: Iterable[bytes], target: Path, most: int) -> tuple[str, int]:
    """Write a body to a new file for its owner only; return (SHA-256, bytes).

    Raises BodyError for more than `most` bytes and for none; then there is no file.
    """
    digest, size = sha256(), 0
    try:
        with open(target, "wb", opener=_owner_only) as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise BodyError(f"it is larger than {most:,} bytes")
                digest.update(chunk)
                file.write(chunk)
            if not size:
                raise BodyError("it is empty")
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
