"""Refuse a file that would cost more than a directory can, before anything opens it."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from facilities.listings.readers.source import FileError

MEGABYTE = 1_000_000
LARGEST_FILE = 25 * MEGABYTE
LARGEST_UNPACKED = 250 * MEGABYTE
# A package of tables has a hundred times as many rows as a workbook, which are read one by one.
LARGEST_PACKAGE, LARGEST_TABLES = 100 * MEGABYTE, 1000 * MEGABYTE
DESCRIPTOR = "datapackage.json"
HIGHEST_RATIO = 100
# Below this a high ratio harms nobody: an almost empty sheet compresses well.
RATIO_MATTERS_FROM = 10 * MEGABYTE
MOST_MEMBERS = 200
CHUNK = 1 << 20
BEGINNING = 4096  # bytes that tell what a file is


def check_file(path: Path) -> bytes:
    """Return how the file begins, or raise FileError if it can't be read, is empty or too large."""
    try:
        if path.is_dir():
            raise FileError("this is a folder; give the files in it")
        if not path.is_file():
            raise FileError("there is no such file")
        check_size(path, LARGEST_PACKAGE if is_package(path) else LARGEST_FILE)
        with path.open("rb") as stream:
            return stream.read(BEGINNING)
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> FileError:
    """Return what to say of a file that the system refuses to read."""
    return FileError(
        f"it can't be read ({error.strerror or error}); see whether it is still there and who may "
        "read it"
    )


def check_size(path: Path, most: int = LARGEST_FILE) -> None:
    """Raise FileError for a file that is empty or too large."""
    size = path.stat().st_size
    if size == 0:
        raise FileError("the file is empty")
    if size > most:
        raise FileError(
            f"the file has {size / MEGABYTE:.0f} MB; a directory has at most "
            f"{most / MEGABYTE:.0f} MB"
        )


def is_package(path: Path) -> bool:
    """Tell whether a file is a ZIP archive with the descriptor of a data package."""
    try:
        with zipfile.ZipFile(path) as archive:
            return DESCRIPTOR in archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def check_tables(archive: zipfile.ZipFile) -> None:
    """Raise FileError unless the members of a package are few, open and not too large."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileError(f"the package has {len(members)} parts; at most {MOST_MEMBERS} are read")
    if any(member.flag_bits & 1 for member in members):
        raise FileError("the package is protected by a password; pack it without one")
    # No more than a member declares is ever read of it.
    if sum(member.file_size for member in members) > LARGEST_TABLES:
        raise FileError("the package unpacks to far more than a directory holds; it isn't opened")


def check_workbook(path: Path) -> None:
    """Raise FileError unless `path` is a ZIP archive that unpacks to a sane workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise FileError(
            "the workbook is damaged or was cut off while downloading; fetch it again"
        ) from error


def _check_members(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise FileError(f"the workbook has {len(members)} parts; at most {MOST_MEMBERS} are read")
    if any(member.flag_bits & 1 for member in members):
        raise FileError("the workbook is protected by a password; save it without one")
    if "xl/workbook.xml" not in archive.namelist():
        raise FileError("this ZIP archive is not an .xlsx workbook")
    unpacked = 0
    for member in members:
        for chunk in _chunks(archive, member):
            unpacked += len(chunk)
            _check_weight(unpacked, packed)


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _check_weight(unpacked: int, packed: int) -> None:
    too_dense = unpacked > RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO
    if unpacked > LARGEST_UNPACKED or too_dense:
        raise FileError("the workbook unpacks to far more than a directory holds; it isn't opened")
