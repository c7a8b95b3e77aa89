"""The text of a file, whatever its encoding."""

import re

from facilities.listings.readers.source import FileError

UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What UTF-8 writes for a letter that isn't ASCII; hardly ever two letters in another encoding.
UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
WORD = re.compile(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*")


def decoded(content: bytes) -> tuple[str, list[str]]:
    """Return (text, warnings) of UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    Raises FileError for anything else.
    """
    warnings: list[str] = []
    if encoding := UTF_16.get(content[:2]):
        text = _decoded(content, encoding, "UTF-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text, warnings = _windows_1252(content, error)
    if "\0" in text:
        raise FileError("this isn't text; expected a CSV file, a workbook or JSON")
    return text, warnings


def line_of(content: bytes, at: int) -> int:
    """Return the line of a byte, whichever way lines end."""
    before = content[:at]
    ends = before.count(b"\n") or before.count(b"\r")
    return ends + 1


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(
            f"the {name} text breaks off or is damaged (byte {error.start}); save it as CSV UTF-8"
        ) from error


def _windows_1252(content: bytes, error: UnicodeDecodeError) -> tuple[str, list[str]]:
    """Return (text, warnings) of what isn't UTF-8, as spreadsheets on Windows save it."""
    line = line_of(content, error.start)
    if UTF_8_LETTER.search(content):
        raise FileError(
            f"line {line}: the text is UTF-8 in some places and isn't here "
            f"(byte {error.start}); save it as CSV UTF-8"
        ) from error
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise FileError(
            f"line {line}: the text isn't UTF-8 (byte {error.start}); save it as CSV UTF-8"
        ) from error
    match = WORD.search(content)
    word = match.group()[:40].decode("cp1252", "replace") if match else ""
    return text, [
        f"the text isn't UTF-8; it was read as Windows-1252, as in {word!r} (line {line}). "
        "If letters are wrong, save it as CSV UTF-8"
    ]
