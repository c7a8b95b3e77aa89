"""JSON documents, with a sentence for what isn't one."""

import json
import re
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from facilities.listings.readers.safety import unreadable
from facilities.listings.readers.source import FileError

LONGEST_NUMBER = 40  # digits; reading more takes time that grows with their square
_SPACE = re.compile(r"\s*")


def load(path: Path) -> Any:
    """Return the JSON document at `path`, or raise FileError with the line it breaks on.

    Of several, one after the other as in NDJSON, the list.
    """
    try:
        return parse(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileError(f"the text isn't UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise unreadable(error) from error


def parse(text: str) -> Any:
    """Return the JSON document in a text, or raise FileError with the line it breaks on.

    Of several, one after the other as in NDJSON, the list. A number that no field can hold (NaN,
    1e999, one of 5,000 digits) comes as its text, so that the field it stands in is named.
    """
    try:
        documents = list(_documents(text))
    except json.JSONDecodeError as error:
        raise FileError(f"line {error.lineno}: not JSON ({error.msg})") from error
    except RecursionError as error:
        raise FileError("the JSON is nested too deeply for a directory") from error
    return documents[0] if len(documents) == 1 else documents


def _documents(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(parse_int=_whole, parse_float=_decimal, parse_constant=str)
    position = _after_space(text, 0)
    while position < len(text):
        document, position = decoder.raw_decode(text, position)
        yield document
        position = _after_space(text, position)


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _decimal(text: str) -> float | str:
    number = float(text)
    return number if isfinite(number) else text
