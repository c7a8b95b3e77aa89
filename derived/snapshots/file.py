"""A value in a file: written, and read again only if it is this site's own.

Pickle runs what a file says. So a file is read only if nobody but this user could have written
it, if it is signed with the site's SECRET_KEY, and if it names no other classes than those of
values like ours.

A file is: signature, the number of lengths and the lengths, what is pickled, and the bytes of
packed values (derived/packed.py), which stay in the file, mapped into memory.
"""

import gc
import hmac
import io
import mmap
import os
import pickle
import stat
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings

from derived.collecting import no_collecting

# The package whose classes may be in a file, and what else may, by its module.
OWN = frozenset({"facilities", "places", "search", "text"})
OTHERS = {
    "array": {"_array_reconstructor", "array"},
    "builtins": {"bytearray", "dict", "frozenset", "list", "range", "set", "slice"},
    "collections": {"Counter", "OrderedDict", "defaultdict"},
    "derived.packed": {"Rows", "Table"},
    "datetime": {"date", "datetime", "timedelta", "timezone"},
    "django.db.models.base": {"ModelState", "model_unpickle"},
    "django.utils.safestring": {"SafeString"},
}
MAC = 32  # bytes
PIECE = 500  # items of a list that are read at once


class Refused(Exception):
    """What lies there isn't what `write` of this site wrote there."""


def write(path: Path, version: str, value: Any, parts: Mapping[str, Any]) -> None:
    """Write a value; each of `parts` in it is named instead, and is given again by who reads it."""
    names = {id(part): name for name, part in parts.items() if part is not value}
    stream, packed = io.BytesIO(), list[pickle.PickleBuffer]()
    pickler = Writer(stream, names, packed.append)
    for piece in _pieces(value):
        pickler.dump(piece)
    parts_of_file = [stream.getbuffer(), *(buffer.raw() for buffer in packed)]
    lengths = array("Q", map(len, parts_of_file))
    body = b"".join([array("Q", [len(lengths)]), lengths, *parts_of_file])
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_signature(path.name, version, body))
        file.write(body)


def read(
    path: Path, version: str, part: Callable[[str], Any], rest: Callable[[float], None] | None
) -> Any:
    """Return the value in a file; Refused if it isn't ours, FileNotFoundError if there is none.

    `part(name)`: the part of this name. `rest(seconds)`: called after so many seconds of work, as
    the interpreter does nothing else meanwhile.
    """
    content = memoryview(_content(path))
    signature, body = content[:MAC], content[MAC:]
    if not hmac.compare_digest(bytes(signature), _signature(path.name, version, body)):
        raise Refused("it isn't signed with this site's key")
    pickled, *packed = _parts_of_file(body)
    stream = io.BytesIO(pickled)
    reader, value = Reader(stream, part, packed), None
    with no_collecting():
        while stream.tell() < len(pickled):
            started = time.monotonic()
            value = reader.load()
            if rest:
                rest(time.monotonic() - started)
        if rest:
            # It stays, and to look at it each time takes as long as ten pages.
            gc.freeze()
    return value


def check_folder(folder: Path) -> None:
    """Raise Refused if others than this user may have written in a folder."""
    status = folder.stat(follow_symlinks=False)
    if not stat.S_ISDIR(status.st_mode):
        raise Refused("it is no folder")
    if status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise Refused("others may write in its folder")


class Writer(pickle.Pickler):
    """A pickler that names some objects; `names`: {id: name}."""

    def __init__(
        self,
        stream: io.BytesIO,
        names: Mapping[int, str],
        aside: Callable[[pickle.PickleBuffer], Any],
    ) -> None:
        super().__init__(stream, protocol=5, buffer_callback=aside)
        self.names = names

    def persistent_id(self, obj: Any) -> str | None:
        return self.names.get(id(obj))


class Reader(pickle.Unpickler):
    """An unpickler that makes nothing but values: no function but three that make one."""

    def __init__(
        self, stream: io.BytesIO, part: Callable[[str], Any], packed: Iterable[memoryview]
    ) -> None:
        super().__init__(stream, buffers=packed)
        self.part = part

    def persistent_load(self, pid: Any) -> Any:
        return self.part(str(pid))

    def find_class(self, module: str, name: str, /) -> Any:
        if name in OTHERS.get(module, ()):
            return super().find_class(module, name)
        own = super().find_class(module, name) if module.partition(".")[0] in OWN else None
        # Not what such a module imports, and no part of anything by a path of names.
        if isinstance(own, type) and own.__module__ == module and "." not in name:
            return own
        raise Refused(f"it names {module}.{name}")


def _pieces(value: Any) -> Iterator[Any]:
    """Yield parts of a value, few enough of them at once, then the value.

    What was written once is only referred to later: so the value itself is short. Long lists come
    in pieces, as nothing else in a process that reads goes on until it has a whole one.
    """
    says_how = type(value).__reduce_ex__ is not object.__reduce_ex__
    parts = {} if says_how else getattr(value, "__dict__", {"itself": value})
    for part in parts.values():
        if isinstance(part, list):
            yield from (part[start : start + PIECE] for start in range(0, len(part), PIECE))
        else:
            yield part
    yield value


def _parts_of_file(body: memoryview) -> Iterator[memoryview]:
    """Yield what is pickled, then each packed value's bytes."""
    numbers = body[: len(body) // 8 * 8].cast("Q")
    at = 8 * (1 + numbers[0])
    for length in numbers[1 : 1 + numbers[0]]:
        yield body[at : at + length]
        at += length


def _content(path: Path) -> "bytes | mmap.mmap":
    """Return the bytes of a file that is its owner's alone, and this user's: mapped into memory.

    It may be deleted meanwhile, but nobody changes it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:  # a link, among others
        raise Refused(f"it can't be opened: {error.strerror}") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("it is no file")
        if status.st_uid != os.geteuid() or status.st_mode & 0o077:
            raise Refused("it isn't its owner's alone")
        if not status.st_size:
            return b""
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)


def _signature(name: str, version: str, body: Any) -> bytes:
    key = blake2b(f"snapshot {settings.SECRET_KEY}".encode(), digest_size=MAC).digest()
    signature = blake2b(f"{version} {name} ".encode(), key=key, digest_size=MAC)
    signature.update(body)
    return signature.digest()
