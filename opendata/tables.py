"""What the API says of a facility, as rows of the tables: values, not yet in any format."""

from collections.abc import Iterator
from typing import Any

from api.texts import Result
from facilities.taxonomy import Taxonomy
from opendata.fields import FACILITIES, Table

Row = dict[str, Any]
EditionKey = tuple[Any, ...]
_OF_EDITION = ("kind", "year", "title", "publisher", "is_demo")


class Editions:
    """The published lists that were met, each with an identifier: "su-2023"."""

    def __init__(self) -> None:
        self._ids: dict[EditionKey, str] = {}

    def id_of(self, edition: Result) -> str:
        key = tuple(edition[name] for name in _OF_EDITION)
        if key not in self._ids:
            plain = f"{edition['kind']}-{edition['year']}"
            same = sum(each[:2] == key[:2] for each in self._ids)
            self._ids[key] = f"{plain}-{same + 1}" if same else plain
        return self._ids[key]

    def rows(self) -> list[Row]:
        return [
            {"id": name, **dict(zip(_OF_EDITION, key, strict=True))}
            for key, name in self._ids.items()
        ]


def facility_row(result: Result) -> Row:
    """Return the row of the table `facilities`; lists are lists, what is empty is None."""
    certification, phone = result["certification"] or {}, result["phone"] or {}
    values = {
        **result,
        "certification": certification.get("status"),
        "certified_since": certification.get("since"),
        "phone": phone.get("display"),
        "phone_uri": phone.get("uri"),
    }
    return {name: None if values[name] == "" else values[name] for name in FACILITIES.names}


def service_rows(result: Result) -> Iterator[Row]:
    """Yield what sources say of its services; nothing of those of which they don't."""
    for answer, slugs in (("offered", "services"), ("not_offered", "not_offered")):
        for slug in result[slugs]:
            yield {"facility_id": result["id"], "service": slug, "answer": answer}


def phone_rows(result: Result) -> Iterator[Row]:
    for position, phone in enumerate(result["phones"], 1):
        values = {name: None if value == "" else value for name, value in phone.items()}
        yield {"facility_id": result["id"], "position": position, **values}


def listing_rows(result: Result, editions: Editions) -> Iterator[Row]:
    for position, edition in enumerate(result["listed_in"], 1):
        where = {"facility_id": result["id"], "position": position}
        yield {**where, "edition": editions.id_of(edition)}


def correction_rows(result: Result) -> Iterator[Row]:
    for position, correction in enumerate(result["corrected"], 1):
        yield {"facility_id": result["id"], "position": position, **correction}


def service_name_rows(taxonomy: Taxonomy) -> Iterator[Row]:
    """Yield every service there is a word for, by group."""
    for group in taxonomy.groups:
        for service in taxonomy.by_group[group.pk]:
            yield {
                "slug": service.slug,
                "name": service.name,
                "group": group.slug,
                "group_name": group.name,
                "polarity": service.polarity,
                "codes": sorted(taxonomy.codes[service.pk]),
            }


class Rows:
    """The rows of all tables, of some facilities at a time; those of small tables at the end."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy, self.editions = taxonomy, Editions()

    def of(self, results: list[Result]) -> dict[str, list[Row]]:
        """Return {table: rows} of some facilities."""
        rows: dict[str, list[Row]] = {
            name: [] for name in ("facilities", "services", "phones", "listings", "corrections")
        }
        for result in results:
            rows["facilities"].append(facility_row(result))
            rows["services"] += service_rows(result)
            rows["phones"] += phone_rows(result)
            rows["listings"] += listing_rows(result, self.editions)
            rows["corrections"] += correction_rows(result)
        return rows

    def at_the_end(self) -> dict[str, list[Row]]:
        """Return {table: rows} of the tables that aren't of facilities."""
        return {
            "editions": self.editions.rows(),
            "service_names": list(service_name_rows(self.taxonomy)),
        }


def in_cells(table: Table, row: Row) -> list[Any]:
    """Return a row's values in the order of its table; lists joined, for formats without any."""
    cells = []
    for field in table.fields:
        value = row[field.name]
        cells.append(field.between.join(value) if field.kind == "strings" else value)
    return cells
