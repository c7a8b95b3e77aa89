"""The files of a language, read: sections of phrases, and tables.

Malformed ones raise LanguageFileError, which names the file and the line.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from text.analysis import words as plain_words

SECTION = re.compile(r"\[([^\[\]]+)\]")


class LanguageFileError(ValueError):
    """A file of a language is malformed; the message names the file and the line."""


class Phrase(NamedTuple):
    """A phrase as it stands in a file, and where: "…/es/places.txt, line 7"."""

    text: str
    where: str


@cache
def sections_of(path: Path, *allowed: str) -> dict[str, list[Phrase]]:
    """Return {section: [Phrase, …]} of a file, {} if it is missing."""
    sections: dict[str, list[Phrase]] = {}
    if not path.exists():
        return sections
    section = None
    for where, line in _lines(path):
        if heading := SECTION.fullmatch(line):
            section = heading[1]
            if section in sections or (allowed and section not in allowed):
                problem = "twice in the file" if section in sections else "not in the English file"
                raise LanguageFileError(f"{where}: the section [{section}] is {problem}")
            sections[section] = []
        elif section is None:
            raise LanguageFileError(f"{where}: it must stand below a [section]")
        else:
            sections[section] += [Phrase(text, where) for text in _cut(line, where)]
    return sections


def _cut(line: str, where: str) -> list[str]:
    phrases = [text.strip() for text in line.split(",")]
    for text in phrases:
        # Whatever is typed is compared by these letters (text.analysis.words).
        if not plain_words(text):
            raise LanguageFileError(f"{where}: “{text}” has no Latin letter and no digit")
    return phrases


def rows_of(path: Path, columns: list[str]) -> Iterator[tuple[str, list[str]]]:
    for number, (where, line) in enumerate(_lines(path)):
        try:
            [values] = csv.reader([line], strict=True)
        except csv.Error as error:
            raise LanguageFileError(f"{where}: {error}") from error
        if number == 0 and values != columns:
            raise LanguageFileError(f"{where}: the first line must be {','.join(columns)}")
        if len(values) != len(columns) or not all(value.strip() for value in values):
            raise LanguageFileError(f"{where}: it needs a value for each of {', '.join(columns)}")
        if number:
            yield where, values


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (where it stands, line) of a file, without comments and empty lines."""
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if (line := line.strip()) and not line.startswith("#"):
            yield f"{path}, line {number}", line


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LanguageFileError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LanguageFileError(f"{path}, line {line}: not UTF-8") from error
