"""The site's languages, and the words people type in each: fixtures/languages/<code>/.

A folder there is a language. It holds

    language.toml   what the language is called
    search.txt      words in the search box that are no service
    places.txt      words around the name of a place
    states.csv      names of states
    terms.md        for translators

All but the first may be missing. The English files say what each of their sections is for, and
no other language may have a section that English lacks. docs/translating.md says how to add one.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from text.analysis import words as plain_words

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "languages"
# The language of the code and of the data, whose pages are at the root of the site.
SOURCE = "en"
CODE = re.compile("[a-z]{2,3}")
SECTION = re.compile(r"\[([^\[\]]+)\]")
KEYS = {"name", "link"}


class LanguageFileError(ValueError):
    """A file of a language is malformed; the message names the file and the line."""


class Language(NamedTuple):
    """A language: its code, its name, and what a link to it says, both in its own words."""

    code: str
    name: str
    link: str


class Phrase(NamedTuple):
    """A phrase as it stands in a file, and where: "…/es/places.txt, line 7"."""

    text: str
    where: str


@cache
def languages(folder: Path = FOLDER) -> tuple[Language, ...]:
    """Return the site's languages, English first, then by code."""
    codes = sorted(path.name for path in folder.iterdir() if path.is_dir())
    codes.sort(key=lambda code: code != SOURCE)
    return tuple(_language(folder / code) for code in codes)


def phrases(file: str, section: str, folder: Path = FOLDER) -> list[str]:
    """Return the phrases of a section in all languages, in order."""
    return [phrase.text for phrase in _section(file, section, folder)]


def single_words(file: str, section: str, folder: Path = FOLDER) -> list[str]:
    """Return the plain words of a section, each of whose phrases is a single word."""
    return [_single_word(phrase) for phrase in _section(file, section, folder)]


def pairs(file: str, section: str, folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Return the "phrase: meaning" lines of a section in all languages, in order."""
    return [_pair(phrase) for phrase in _section(file, section, folder)]


def rows(file: str, columns: list[str], folder: Path = FOLDER) -> Iterator[tuple[str, list[str]]]:
    """Yield (where it stands, values) of each row of a CSV file in all languages."""
    for language in languages(folder):
        path = folder / language.code / file
        if path.exists():
            yield from _rows(path, columns)


def _language(folder: Path) -> Language:
    path = folder / "language.toml"
    if not CODE.fullmatch(folder.name):
        raise LanguageFileError(f"{folder}: a language's folder has two or three small letters")
    try:
        values = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:  # names the line
        raise LanguageFileError(f"{path}: {error}") from error
    if values.keys() != KEYS or not all(isinstance(v, str) and v for v in values.values()):
        raise LanguageFileError(f"{path}: it must have these two texts: {', '.join(sorted(KEYS))}")
    return Language(folder.name, **values)


def _section(file: str, section: str, folder: Path) -> list[Phrase]:
    """Return the Phrases of a section in all languages; English must have the section."""
    english = _sections(folder / SOURCE / file)
    if section not in english:
        raise LanguageFileError(f"{folder / SOURCE / file}: it lacks the section [{section}]")
    own = [_sections(folder / code / file, *english) for code, *_ in languages(folder)]
    return [phrase for sections in own for phrase in sections.get(section, ())]


@cache
def _sections(path: Path, *allowed: str) -> dict[str, list[Phrase]]:
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


def _single_word(phrase: Phrase) -> str:
    if len(words := plain_words(phrase.text)) != 1:
        raise LanguageFileError(f"{phrase.where}: “{phrase.text}” isn't a single word")
    return words[0]


def _pair(phrase: Phrase) -> tuple[str, str]:
    key, colon, value = (part.strip() for part in phrase.text.partition(":"))
    if not (key and colon and value):
        raise LanguageFileError(f"{phrase.where}: write “words: meaning”, not “{phrase.text}”")
    return key, value


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[str, list[str]]]:
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
    for number, line in enumerate(_text(path).splitlines(), 1):
        if (line := line.strip()) and not line.startswith("#"):
            yield f"{path}, line {number}", line


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LanguageFileError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LanguageFileError(f"{path}, line {line}: not UTF-8") from error
