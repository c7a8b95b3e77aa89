"""What an import of places would write: worked out first, so that a dry run writes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from facilities.listings.readers.source import FileError
from resources.kinds import Format
from resources.locating import Locator, Position
from resources.models import Resource, ResourceList
from resources.reading import health_centers
from resources.reading.files import READING_VERSION, ResourceFile
from resources.reading.rows import ResourceRow
from resources.reading.table import Raw
from resources.report import Report

LONGEST_TITLE = 200
NOWHERE = "place: no ZIP code, city or point that we know, so no search could find it"


@dataclass(frozen=True)
class About:
    """What is said of a list beside its rows. HRSA's file says title and publisher itself."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    as_of: date | None = None
    imported_by: str = ""


@dataclass
class Plan:
    """What an import would write.

    `before`: the list that the file replaces, if any; `values`: the list's fields; `places`:
    [(line, row, raw, Position)].
    """

    report: Report
    before: ResourceList | None
    values: dict[str, Any]
    places: list[tuple[int, ResourceRow, Raw, Position]] = field(default_factory=list)


def told(about: About, file: ResourceFile) -> About:
    """Return what is said of a list, complete and right; or raise FileError."""
    is_of_hrsa = file.source_format == Format.HRSA
    title = about.title.strip() or (health_centers.TITLE if is_of_hrsa else "")
    publisher = about.publisher.strip() or (health_centers.PUBLISHER if is_of_hrsa else "")
    url = about.url.strip() or (health_centers.URL if is_of_hrsa else "")
    for name, text in (("title", title), ("publisher", publisher)):
        if not text:
            raise FileError(f"pages say whose list it is: give its {name} with --{name}")
        if len(text) > LONGEST_TITLE:
            raise FileError(f"the {name} has {len(text)} characters; {LONGEST_TITLE} at most")
    try:
        if url:
            URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise FileError(f"{url!r} is no web address; expected https://…") from error
    return About(title, publisher, url, about.as_of, about.imported_by)


def planned(file: ResourceFile, kind: str, about: About, file_name: str) -> Plan:
    """Return the Plan of a file read as a list of this kind."""
    before = ResourceList.objects.filter(kind=kind, title=about.title).first()
    values = {
        "publisher": about.publisher,
        "url": about.url,
        "as_of": about.as_of,
        "source_format": file.source_format.value,
        "sha256": file.sha256,
        "rules": READING_VERSION,
    }
    report = Report(about.title, kind, file.unit, file.read, columns=file.columns)
    if before and all(getattr(before, name) == value for name, value in values.items()):
        report.is_unchanged, report.shown = True, before.resources.count()
        return Plan(report, before, values)
    values |= {"kind": kind, "title": about.title, "file_name": file_name[:300]}
    plan = Plan(report, before, values | {"imported_by": about.imported_by})
    _locate(plan, file)
    _tell(plan, file)
    return plan


def _locate(plan: Plan, file: ResourceFile) -> None:
    """Give each row its Position; rows that have none are rejected."""
    locator = Locator()
    for line, published, raw in file.rows:
        row = locator.with_state(published)
        position = locator.of(row)
        if position is None:
            file.rejected.append((line, NOWHERE))
            continue
        if position.doubt:
            file.doubts.append((line, position.doubt))
        plan.places.append((line, row, raw, position))
    file.rejected.sort()
    file.doubts.sort()


def _tell(plan: Plan, file: ResourceFile) -> None:
    """Write down what would be done, with the names of places that are new or gone."""
    report = plan.report
    report.unread, report.warnings = file.unread, file.warnings
    report.left_out = dict(file.left_out)
    report.rejected, report.repeated, report.doubts = file.rejected, file.repeated, file.doubts
    report.shown = len(plan.places)
    report.positions = dict(Counter(position.precision for *_row, position in plan.places))
    now = {_key(row.name, row.street, row.city): row.name for _line, row, *_rest in plan.places}
    stored = Resource.objects.filter(list=plan.before) if plan.before else Resource.objects.none()
    names = stored.values_list("name", "street", "city")
    then = {_key(*each): each[0] for each in names}
    report.added = sorted(name for key, name in now.items() if key not in then)
    report.gone = sorted(name for key, name in then.items() if key not in now)


def _key(name: str, street: str, city: str) -> tuple[str, str, str]:
    """Return what tells whether a place was in the list before."""
    return name.casefold(), street.casefold(), city.casefold()
