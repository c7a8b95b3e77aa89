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

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from text.analysis import words as plain_words
from text.language_files import LanguageFileError, Phrase, rows_of, sections_of, text_of

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "languages"
# The language of the code and of the data, whose pages are at the root of the site.
SOURCE = "en"
CODE = re.compile("[a-z]{2,3}")
KEYS = {"name", "link"}


class Language(NamedTuple):
    """A language: its code, its name, and what a link to it says, both in its own words."""

    code: str
    name: str
    link: str


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
            yield from rows_of(path, columns)


def _language(folder: Path) -> Language:
    path = folder / "language.toml"
    if not CODE.fullmatch(folder.name):
        raise LanguageFileError(f"{folder}: a language's folder has two or three small letters")
    try:
        values = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:  # names the line
        raise LanguageFileError(f"{path}: {error}") from error
    if values.keys() != KEYS or not all(isinstance(v, str) and v for v in values.values()):
        raise LanguageFileError(f"{path}: it must have these two texts: {', '.join(sorted(KEYS))}")
    return Language(folder.name, **values)


def _section(file: str, section: str, folder: Path) -> list[Phrase]:
    """Return the Phrases of a section in all languages; English must have the section."""
    english = sections_of(folder / SOURCE / file)
    if section not in english:
        raise LanguageFileError(f"{folder / SOURCE / file}: it lacks the section [{section}]")
    own = [sections_of(folder / code / file, *english) for code, *_ in languages(folder)]
    return [phrase for sections in own for phrase in sections.get(section, ())]


def _single_word(phrase: Phrase) -> str:
    if len(words := plain_words(phrase.text)) != 1:
        raise LanguageFileError(f"{phrase.where}: “{phrase.text}” isn't a single word")
    return words[0]


def _pair(phrase: Phrase) -> tuple[str, str]:
    key, colon, value = (part.strip() for part in phrase.text.partition(":"))
    if not (key and colon and value):
        raise LanguageFileError(f"{phrase.where}: write “words: meaning”, not “{phrase.text}”")
    return key, value
