"""This finder's own package of HSDS (hsds/package/), read back as a list.

Its names of taxonomies and facts stand here, as who writes them may import them, too.
"""

import csv
import io
import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from facilities.listings.cleaning import clean_text, clean_website
from facilities.listings.readers.document import Document, Format
from facilities.listings.readers.own.rows import KIND, raw_row, record
from facilities.listings.readers.safety import DESCRIPTOR, check_tables
from facilities.listings.readers.source import FileError, Label, Source, series_of
from facilities.listings.records import Raw

SERVICES, REFUSALS, FACTS = "Services", "Not offered", "Facts of the directory"
WITHHELD, NO_STREET = "Address withheld", "Street not reported"
IDENTIFIER_SCHEME = "treatment-finder"
# What a row answers, if it answers several: the survey of substance use before all others.
SURVEYS = ("su", "otp", "curated", "mh")
LONGEST_CODE = 60
# {table: the column by which its rows are joined}
JOINED_BY = {
    "organizations": "id",
    **dict.fromkeys(
        ("locations", "programs", "phones", "organization_identifiers"), "organization_id"
    ),
    "addresses": "location_id",
}
SEVERAL = ("programs", "phones", "organization_identifiers")

Rows = Iterator[dict[str, str]]
# {id of a record: [(code of a term, its value)]}, and of codes alone.
Terms = defaultdict[str, list[tuple[str, str]]]
Codes = defaultdict[str, list[str]]


def recognizes(document: Document) -> bool:
    return document.is_package


def read(document: Document, kind: str | None = None) -> Source:
    """Return the Source in a package, or raise FileError."""
    try:
        with zipfile.ZipFile(document.path) as archive:
            check_tables(archive)
            return _Package(archive).source(document.path.stem)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise FileError("the package is damaged or was cut off; fetch it again") from error


class _Package:
    """A package at hand: its descriptor, and its tables as they are asked for."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.descriptor = self._descriptor()
        self.terms = {row["id"]: row for row in self.table("taxonomy_terms.csv")}
        if not any(term["taxonomy"] == FACTS for term in self.terms.values()):
            raise FileError(
                "this HSDS package isn't of a finder like this: its taxonomies are others. Map its "
                "services.csv by --map instead"
            )

    def _descriptor(self) -> dict[str, Any]:
        try:
            content = json.loads(self.archive.read(DESCRIPTOR))
        except (ValueError, RecursionError) as error:
            raise FileError(f"{DESCRIPTOR}: not JSON") from error
        if not isinstance(content, dict):
            raise FileError(f"{DESCRIPTOR}: expected an object")
        return content

    def table(self, name: str) -> Rows:
        """Yield the rows of a table, {column: text}, or raise FileError."""
        try:
            member = self.archive.open(name)
        except KeyError:
            raise FileError(f"the package lacks {name}") from None
        with member, io.TextIOWrapper(member, encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, restval="", restkey="", strict=True)
            try:
                yield from reader
            except csv.Error as error:
                raise FileError(f"{name}, line {reader.line_num}: {error}") from error
            except UnicodeDecodeError as error:
                raise FileError(f"{name}: the text isn't UTF-8") from error

    def source(self, name: str) -> Source:
        """Return what the package says as a Source."""
        title = clean_text(self.descriptor.get("title")) or f"List {name}"
        origins = [each for each in self._sources() if isinstance(each, dict)]
        publishers = {clean_text(each.get("publisher")) for each in origins}
        years = [each["year"] for each in origins if type(each.get("year")) is int]
        return Source(
            kind=KIND,
            year=max(years, default=None),
            title=title,
            publisher=clean_text(", ".join(sorted(publishers - {""}))) or title,
            url=clean_website(self.descriptor.get("url")),
            rows=list(enumerate(self._rows(), start=1)),
            record=record,
            labels=self._labels(),
            series=series_of(title),
        )

    def _sources(self) -> list[Any]:
        sources = self.descriptor.get("sources")
        return sources if isinstance(sources, list) else []

    def _labels(self) -> dict[str, Label]:
        """Return what its own key says of codes: an import may not know them yet."""
        return {
            term["code"]: Label(term["code"], "", term["name"])
            for term in self.terms.values()
            if term["taxonomy"] == SERVICES and _is_code(term["code"])
        }

    def _rows(self) -> Iterator[Raw]:
        offered, refused, facts = self._applying()
        tables = {
            name: _by(self.table(f"{name}.csv"), column) for name, column in JOINED_BY.items()
        }
        for service in self.table("services.csv"):
            owner = service["organization_id"]
            organization = next(iter(tables["organizations"].get(owner, ())), None)
            if organization is None:
                raise FileError(f"services.csv: {service['id']} has no organization")
            programs, phones, identifiers = (tables[name].get(owner, []) for name in SEVERAL)
            location = next(iter(tables["locations"].get(owner, ())), {"id": ""})
            address = next(iter(tables["addresses"].get(location["id"], ())), {})
            yield raw_row(
                _fields(organization, programs, location, address),
                [_phone(row, facts[row["id"]]) for row in phones],
                _codes(offered[service["id"]], facts[service["id"]]),
                {"service": service, "organization": organization},
                denied=refused[service["id"]],
                is_withheld=address.get("address_1") == WITHHELD,
                position_from=_value(facts[location["id"]], "position-from"),
                public_id=_public_id(identifiers),
                keeps_order=True,
                **_of_facts(facts[service["id"]]),
            )

    def _applying(self) -> tuple[Codes, Codes, Terms]:
        """Return what records have: codes offered, codes refused, facts."""
        offered: Codes = defaultdict(list)
        refused: Codes = defaultdict(list)
        facts: Terms = defaultdict(list)
        for row in self.table("attributes.csv"):
            term = self.terms.get(row["taxonomy_term_id"])
            if term is None:
                raise FileError(f"attributes.csv: {row['id']} has no term")
            code, linked = term["code"][:LONGEST_CODE], row["link_id"]
            if term["taxonomy"] == SERVICES:
                offered[linked].append(code)
            elif term["taxonomy"] == REFUSALS:
                refused[linked].append(code)
            elif term["taxonomy"] == FACTS:
                facts[linked].append((code, row["value"]))
        return offered, refused, facts


def _by(rows: Rows, column: str) -> dict[str, list[dict[str, str]]]:
    grouped = defaultdict(list)
    for row in rows:
        if column not in row:
            raise FileError(f"the package's tables have no column {column}")
        grouped[row[column]].append(row)
    return grouped


def _is_code(code: str) -> bool:
    """Tell a code of the source's from a slug: what is defined by codes follows from them."""
    return bool(code) and code == code.upper()


def _codes(offered: list[str], facts: list[tuple[str, str]]) -> list[str]:
    """Return the codes of its lists: of services, and those that another answer contradicts."""
    other = (value for code, value in facts if code == "contradicted-code")
    return [code for code in (*offered, *other) if _is_code(code)]


def _fields(
    organization: dict[str, str],
    programs: list[dict[str, str]],
    location: dict[str, str],
    address: dict[str, str],
) -> dict[str, str]:
    street = address.get("address_1", "")
    return {
        "name": organization["name"],
        "program": programs[0]["name"] if programs else "",
        "street": "" if street in (WITHHELD, NO_STREET) else street,
        "street2": address.get("address_2", ""),
        "city": address.get("city", ""),
        "state": address.get("state_province", ""),
        "zip": address.get("postal_code", ""),
        "county": address.get("region", ""),
        "website": organization.get("website", ""),
        "latitude": location.get("latitude", ""),
        "longitude": location.get("longitude", ""),
    }


def _phone(row: dict[str, str], facts: list[tuple[str, str]]) -> dict[str, str]:
    kinds = (code.removeprefix("phone-") for code, _value in facts)
    kind = next((each for each in kinds if each in ("main", "intake", "other")), "other")
    note = row["description"]
    return {"kind": kind, "number": row["number"], **({"answered_by": note} if note else {})}


def _public_id(identifiers: list[dict[str, str]]) -> str:
    own = (
        row["identifier"] for row in identifiers if row["identifier_scheme"] == IDENTIFIER_SCHEME
    )
    return next((each for each in own if each.isascii() and each.isalnum() and len(each) == 8), "")


def _of_facts(facts: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of a row that facts about its service give."""
    codes = [code for code, _value in facts]
    if "demonstration" in codes:
        raise FileError("services.csv: is invented, for a demonstration; it isn't imported")
    surveys = [survey for survey in SURVEYS if f"survey-{survey}" in codes]
    full = "certification-full" in codes
    return {
        "highlights": [value for code, value in facts if code == "highlight"],
        "questionnaire": surveys[0] if surveys else "curated",
        "certification": "full" if full else _partly(codes),
        "certified_since": _value(facts, "certification-full"),
    }


def _partly(codes: list[str]) -> str:
    return "provisional" if "certification-provisional" in codes else ""


def _value(facts: Any, code: str) -> str:
    return next((value for each, value in facts if each == code), "")


FORMAT = Format("this finder's own HSDS package (.zip)", {KIND: record}, recognizes, read)
