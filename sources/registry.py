"""Which official sources there are: data, checked key by key when it is read."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from facilities.listings.answering import NATION
from facilities.models import Edition
from facilities.models.edition import Questionnaire
from places.states import STATES
from resources.kinds import Format, Kind

# Which questionnaires the rows of a kind answer, as far as it can list them in full.
SURVEYS = {Questionnaire.SU.value, Questionnaire.MH.value}
ANSWERED: dict[str, set[str]] = {
    Edition.Kind.SU: {Questionnaire.SU.value},
    Edition.Kind.MH: {Questionnaire.MH.value},
    Edition.Kind.OTP: {Questionnaire.OTP.value},
    Edition.Kind.EXPORT: SURVEYS,
    Edition.Kind.API: SURVEYS | {Questionnaire.OTP.value},
    Edition.Kind.LIST: set(),
    Edition.Kind.CURATED: set(),
}
DIRECTORY, RESOURCES = "directory", "resources"
DOWNLOAD = "download"  # the year of a list that is made anew for whoever asks
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class RegistryError(ValueError):
    """A file of sources can't be used; the message names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """One published directory: where it is, what it holds, and on which terms.

    `format`: "file", or "pages" of an API. `year`: None is that of the download. `covers`: as in
    Edition; {} proves no absence. `into`: "directory", or "resources" for other places that help,
    whose file must be recognized as `read_as`. `mapping`: the file by which an operator's own list
    is read.
    """

    name: str
    title: str
    publisher: str
    address: str
    page: str
    format: str
    kind: str
    year: int | None
    covers: dict[str, set[str]]
    terms: str
    terms_page: str
    changes: str
    on: bool
    into: str = DIRECTORY
    file_name: str = ""
    read_as: str = ""
    mapping: str = ""
    asks_registration: bool = False
    registered: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


def load(*paths: Path) -> dict[str, OfficialSource]:
    """Return {name: source} of some files; what a later one says replaces what is there.

    Raises RegistryError for anything malformed.
    """
    tables: dict[str, dict[str, Any]] = {}
    of_file: dict[str, Path] = {}
    for path in paths:
        for name, table in _tables(path).items():
            tables[name] = {**tables.get(name, {}), **table}
            of_file[name] = path
    return {name: _source(of_file[name], name, table) for name, table in tables.items()}


def chosen(registry: dict[str, OfficialSource], names: Iterable[str]) -> list[OfficialSource]:
    """Return the sources with these names, in the registry's order; without names, those on."""
    wanted = list(names)
    if unknown := [name for name in wanted if name not in registry]:
        raise RegistryError(
            f"{', '.join(unknown)}: there is no such source; expected {', '.join(registry)}"
        )
    sources = [s for s in registry.values() if (s.name in wanted if wanted else s.on)]
    for source in sources:
        if source.asks_registration and not source.registered:
            raise RegistryError(
                f"{source.name}: {source.terms} Once you are registered ({source.terms_page}), "
                f"say so in the file that SOURCES_FILE names: [{source.name}] registered = true"
            )
    return sources


def _tables(path: Path) -> dict[str, dict[str, Any]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegistryError(f"{path}: can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path}: the text isn't UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{path}: not TOML: {error}") from error
    for name, table in document.items():
        if not isinstance(table, dict):
            raise RegistryError(f"{path}: {name}: expected a table, as in [{name}]")
        if not NAME.fullmatch(name):
            raise RegistryError(
                f"{path}: [{name}]: a source's name is of small letters, digits and hyphens"
            )
    return document


def _source(path: Path, name: str, table: dict[str, Any]) -> OfficialSource:
    for key, value in table.items():
        if key not in CHECKS:
            raise RegistryError(
                f"{path}: [{name}] {key}: there is no such key; expected {', '.join(CHECKS)}"
            )
        expectation, is_right = CHECKS[key]
        if not is_right(value):
            raise RegistryError(f"{path}: [{name}] {key}: expected {expectation}, not {value!r}")
    if missing := [key for key in CHECKS if key not in table and key not in OPTIONAL]:
        raise RegistryError(f"{path}: [{name}]: {', '.join(missing)}: missing")
    if problem := _contradiction(table):
        raise RegistryError(f"{path}: [{name}] {problem}")
    year = None if table["year"] == DOWNLOAD else table["year"]
    covers = {questionnaire: set(areas) for questionnaire, areas in table["covers"].items()}
    return OfficialSource(name=name, **{**table, "year": year, "covers": covers})


def _contradiction(table: dict[str, Any]) -> str:
    """Return which key doesn't go with another one, "" if all do."""
    is_list = table.get("into") == RESOURCES
    kinds = Kind.values if is_list else Edition.Kind.values
    if table["kind"] not in kinds:
        return f"kind: expected one of {', '.join(kinds)}"
    if is_list and table["format"] != "file":
        return "format: a list of other places is a file"
    if (table["kind"] == Edition.Kind.LIST) != ("mapping" in table):
        return "mapping: a source of kind list needs one, and no other has one"
    answered = set() if is_list else ANSWERED[table["kind"]]
    if strange := sorted(table["covers"].keys() - answered):
        expected = ", ".join(sorted(answered)) or "{}: such a list proves no absence"
        return f"covers: {', '.join(strange)}: expected of this kind {expected}"
    return ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_address(value: Any) -> bool:
    if not _is_text(value) or " " in value or not value.isascii():
        return False
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        return False
    has_host = parts.scheme in ("http", "https") and bool(parts.hostname)
    return has_host and "@" not in parts.netloc


def _is_file_name(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(\w[\w.-]{0,99})?", value, re.ASCII))


def _is_year(value: Any) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value == DOWNLOAD or (is_number and 2000 <= value <= 2100)


def _is_coverage(value: Any) -> bool:
    return isinstance(value, dict) and all(
        questionnaire in Questionnaire.values
        and isinstance(areas, list)
        and all(isinstance(area, str) and (area == NATION or area in STATES) for area in areas)
        for questionnaire, areas in value.items()
    )


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_in(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


# {key: (what is expected, whether a value is that)}
CHECKS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "title": ("a text", _is_text),
    "publisher": ("a text", _is_text),
    "address": ("a web address without a password", _is_address),
    "page": ("a web address without a password", _is_address),
    "format": ('"file" or "pages"', _is_in("file", "pages")),
    "kind": ("a text", _is_text),
    "year": (f'a year such as 2025, or "{DOWNLOAD}"', _is_year),
    "covers": ('questionnaires and states, as in { su = ["US"] }', _is_coverage),
    "terms": ("a text", _is_text),
    "terms_page": ("a web address without a password", _is_address),
    "changes": ("a text", _is_text),
    "on": ("true or false", _is_bool),
    "into": ('"directory" or "resources"', _is_in(DIRECTORY, RESOURCES)),
    "file_name": ("a file's name of letters, digits, dots and hyphens", _is_file_name),
    "mapping": ("the path of a mapping of the list's columns", _is_text),
    "read_as": (f"one of {', '.join(Format.values)}", _is_in(*Format.values)),
    "asks_registration": ("true or false", _is_bool),
    "registered": ("true or false", _is_bool),
}
OPTIONAL = {"into", "file_name", "read_as", "mapping", "asks_registration", "registered"}
