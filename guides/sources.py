"""A guide's sources, one per line: "id | title | publisher | address | date".

A rule that ends on a day has that day at the end: "… | date | 2026-12-31".
"""

import re
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

ID = re.compile(r"[a-z0-9-]+")
DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A part of an address that says its page is in Spanish.
SPANISH = re.compile(r"(?:^|[/.-])(?:es|esp|espanol|spanish)(?:[/.-]|$)")
# How long before a rule ends the admin lists it.
NOTICE = timedelta(days=60)
secure_url = URLValidator(schemes=["https"])


@dataclass(frozen=True)
class Source:
    """A publication.

    `date` is when it was published or last changed: 2024, 2024-03, 2024-03-15, or "" if the page
    doesn't say. `expires` is the last day of a rule that ends, 2024-12-31, or "".
    """

    id: str
    title: str
    publisher: str
    url: str
    date: str
    expires: str = ""

    def __str__(self):
        parts = (self.id, self.title, self.publisher, self.url, self.date)
        return " | ".join((*parts, self.expires) if self.expires else parts)

    @property
    def ends_on(self):
        """The last day of the rule, or None."""
        return Day.fromisoformat(self.expires) if self.expires else None

    @property
    def has_ended(self):
        """Whether its last day has come: from then on readers are told to ask."""
        return self.ends_within(timedelta())

    @property
    def is_in_spanish(self):
        """Whether its address says so; all others are in English."""
        return bool(SPANISH.search(self.url.lower()))

    def ends_within(self, time):
        """Tell whether the rule's last day comes within a time from today."""
        return bool(self.expires) and self.ends_on <= timezone.localdate() + time


def parse_source(line):
    """Return the Source of one line; ValueError says what is wrong with it."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (5, 6) or not all(parts[:4]):
        raise ValueError(_("Write “id | title | publisher | https://… | date”."))
    source = Source(*parts)
    if not ID.fullmatch(source.id):
        raise ValueError(_("id: use small letters, digits and hyphens."))
    if source.date and not DATE.fullmatch(source.date):
        raise ValueError(_("date: write 2024, 2024-03 or 2024-03-15, or nothing if it has none."))
    if source.expires and not is_day(source.expires):
        raise ValueError(_("expires: write the last day of the rule, such as 2026-12-31."))
    try:
        secure_url(source.url)
    except ValidationError as error:
        raise ValueError(_("url: write an address that starts with https://.")) from error
    return source


def is_day(text):
    """Tell whether a text is a day of the calendar, such as 2024-12-31."""
    try:
        return bool(DAY.fullmatch(text) and Day.fromisoformat(text))
    except ValueError:
        return False


def numbered_lines(text, parse):
    """Yield (line from 1, what `parse` makes of it, or its ValueError) of each line with words."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, parse(line)
            except ValueError as error:
                yield number, error


def numbered_sources(text):
    """Yield (line from 1, Source, or ValueError where it can't be read)."""
    return numbered_lines(text, parse_source)


def parse_sources(text):
    """Return the Sources of a guide's `sources`, which was checked when it was saved."""
    return [source for _line, source in numbered_sources(text) if isinstance(source, Source)]
