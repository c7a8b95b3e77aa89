"""One facility out of the records that its current listings hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, Self

from facilities.listings.answering import CURATED, Coverage, Rank
from facilities.listings.locations import Location, Locations
from facilities.listings.records import Dialled, PhoneRecord, Record
from facilities.models import Edition, slug_for
from places.gazetteer.counties import county_named


@dataclass(frozen=True, slots=True)
class Listed:
    """A clean record and the edition it comes from, by its kind, year, pk and series."""

    record: Record
    kind: str
    year: int
    edition: int
    series: str = ""

    @classmethod
    def of(cls, record: Record, edition: Edition, number: int | None = None) -> Self:
        """Return a record as an Edition lists it. `number`: instead of the pk of one not stored."""
        rank = edition.pk if number is None else number
        return cls(record, edition.kind, edition.year, rank, edition.series)

    @property
    def rank(self) -> Rank:
        return Rank.of(self.year, self.kind, self.edition)

    @property
    def questionnaire(self) -> str:
        return self.record.questionnaire


class Composed(NamedTuple):
    """What a facility should hold: `fields` are the model's own, {name: value}."""

    fields: dict[str, Any]
    phones: tuple[PhoneRecord, ...]  # the main line first
    codes: tuple[str, ...]  # sorted

    def with_fields(self, **values: Any) -> Self:
        """Return it with some fields of another value."""
        return self._replace(fields={**self.fields, **values})


def compose(listed: Iterable[Listed], locations: Locations, coverage: Coverage) -> Composed:
    """Return the Composed of the facility that the `Listed` records describe.

    Only those speak that answer for it now (facilities/listings/answering.py). An address that
    any of them withholds is withheld.
    """
    listed = list(listed)
    records, is_listed = _answering(listed, coverage)
    first = records[0]
    withheld = any(record.address_withheld for record in records)
    location = _best_location(records, locations, withheld)
    fields = {
        "name": first.name,
        "program": first.program,
        **_door(records, withheld),
        "city": first.city,
        "state": first.state,
        "zip": first.zip or _first(records, "zip"),
        "county": _county(records, locations),
        "address_withheld": withheld,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "precision": location.precision,
        "position_from": location.source,
        "website": _first(records, "website"),
        "highlights": "\n".join(line for record in records for line in record.highlights),
        **_certification(listed, first.state, coverage),
        "status": "open" if is_listed else "unlisted",
        "slug": slug_for(first.name, first.city),
    }
    codes = tuple(sorted({code for record in records for code in record.codes}))
    return Composed(fields, _phones(records), codes)


def _answering(listed: Iterable[Listed], coverage: Coverage) -> tuple[list[Record], bool]:
    """Return (the records that answer, the newest first; whether the facility is listed).

    What the directory of opioid treatment programs says comes after the surveys, as it has no
    more than an address, often under a corporation's name. What the operator entered by hand, or
    has lists of, comes last. Both fill gaps: the number of the survey is the one to dial.
    """
    newest = sorted(listed, key=lambda listing: listing.rank, reverse=True)
    newest.sort(key=lambda each: (each.questionnaire == CURATED, each.questionnaire == "otp"))
    answers, is_listed = coverage.answers(newest, newest[0].record.state)
    return [listing.record for listing in answers], is_listed


def _first(records: list[Record], name: str) -> str:
    return next((value for record in records if (value := getattr(record, name))), "")


def _certification(listed: Iterable[Listed], state: str, coverage: Coverage) -> dict[str, Any]:
    """Return {field: value} of the certification as an opioid treatment program.

    By the newest directory of them alone: the locator names programs, too, but not how each is
    certified. Of several rows the one with the full certification, and the oldest of these, as it
    is the place's.
    """
    newest = coverage.newest("otp", state)
    certified = [
        (listing.rank, listing.record)
        for listing in listed
        if listing.record.certification and (newest is None or listing.rank >= newest)
    ]
    last = max((rank for rank, _record in certified), default=None)
    certifications = [
        (record.certification != "full", record.certified_since or date.max, record.certification)
        for rank, record in certified
        if rank == last
    ]
    _is_partial, since, certification = min(certifications, default=(True, date.max, ""))
    return {
        "certification": certification,
        "certified_since": None if since == date.max else since,
    }


def _door(records: list[Record], withheld: bool) -> dict[str, str]:
    """Return {field: text} of the door, all of one listing where the first one gives it."""
    if withheld:
        return {"street": "", "street2": ""}
    of = records[:1] if records[0].street else records
    return {name: _first(of, name) for name in ("street", "street2")}


def _county(records: list[Record], locations: Locations) -> str:
    """Return the county as the gazetteer spells it: the source's, else the ZIP code's."""
    named = _first(records, "county")
    if county := county_named(records[0].state, named):
        return county.name
    center = locations.zips.get(records[0].zip)
    return named or (center.county if center else "")


def _best_location(records: list[Record], locations: Locations, withheld: bool) -> Location:
    order = ("source", "street", "zip", "city", "unknown")
    # Where one listing withholds the address, the coordinates of another would reveal it.
    seen = [replace(r, address_withheld=True) if withheld else r for r in records]
    candidates = [locations.of(record) for record in seen]
    return min(candidates, key=lambda location: order.index(location.precision))


def _phones(records: list[Record]) -> tuple[PhoneRecord, ...]:
    """Return the PhoneRecords: one main line, every other number once."""
    phones: dict[Dialled, PhoneRecord] = {}
    for record in records:
        for phone in filter(attrgetter("has_digits"), record.phones):
            has_main = any(kept.kind == "main" for kept in phones.values())
            kind = "other" if phone.kind == "main" and has_main else phone.kind
            earlier = phones.get(phone.dialled)
            if earlier is None:
                phones[phone.dialled] = replace(phone, kind=kind)
                continue
            if (earlier.kind, kind) == ("other", "intake"):
                earlier = replace(earlier, kind=kind)
            answered_by = earlier.answered_by or phone.answered_by
            phones[phone.dialled] = replace(earlier, answered_by=answered_by)
    return tuple(sorted(phones.values(), key=lambda phone: phone.kind != "main"))
