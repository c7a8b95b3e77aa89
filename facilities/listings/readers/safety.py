"""Refuse a file that would cost more than a directory can, before anything opens it."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from facilities.listings.readers.source import FileError

MEGABYTE = 1_000_000
LARGEST_FILE = 25 * MEGABYTE
LARGEST_UNPACKED = 250 * MEGABYTE
HIGHEST_RATIO = 100
# Below this a high ratio harms nobody: an almost empty sheet compresses well.
RATIO_MATTERS_FROM = 10 * MEGABYTE
MOST_MEMBERS = 200
# A sheet is held as a full rectangle: one cell in the far corner would fill the memory.
MOST_CELLS = 5_000_000
CHUNK = 1 << 20
# An entity declaration, or the byte order marks of encodings that would hide one.
FORBIDDEN_XML = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,40}?\br="([A-Z]{1,3})(\d{1,7})"')
ROW = re.compile(rb'<(?:\w+:)?row [^>]{0,80}?\br="(\d{1,7})"')


def check_size(path: Path) -> None:
    """Raise FileError for a file that is empty or too large."""
    size = path.stat().st_size
    if size == 0:
        raise FileError("the file is empty")
    if size > LARGEST_FILE:
        raise FileError(
            f"the file has {size / MEGABYTE:.0f} MB; a directory has at most "
            f"{LARGEST_FILE / MEGABYTE:.0f} MB"
        )


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
        seen = _Sheet(member.filename)
        for chunk in _chunks(archive, member):
            unpacked += len(chunk)
            _check_weight(unpacked, packed)
            seen.check(chunk)


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _check_weight(unpacked: int, packed: int) -> None:
    too_dense = unpacked > RATIO_MATTERS_FROM and unpacked > packed * HIGHEST_RATIO
    if unpacked > LARGEST_UNPACKED or too_dense:
        raise FileError("the workbook unpacks to far more than a directory holds; it isn't opened")


class _Sheet:
    """What must hold for a part of a workbook, checked while it streams by."""

    def __init__(self, name: str):
        self.is_xml = name.endswith((".xml", ".rels", ".vml"))
        self.tail = b""
        self.rows = self.columns = 1

    def check(self, chunk: bytes) -> None:
        if not self.is_xml:
            return
        text = self.tail + chunk
        if FORBIDDEN_XML.search(text.replace(b"\0", b"")):
            raise FileError("the workbook declares XML entities, which no directory needs")
        for letters, row in CELL.findall(text):
            self.columns = max(self.columns, _column(letters))
            self.rows = max(self.rows, int(row))
        self.rows = max([self.rows, *map(int, ROW.findall(text))])
        if self.rows * self.columns > MOST_CELLS:
            raise FileError(
                f"a sheet spans {self.rows} rows and {self.columns} columns; "
                "a directory has 13 columns. Remove stray cells far from the table"
            )
        self.tail = text[-200:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
