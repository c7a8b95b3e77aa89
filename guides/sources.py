"""A guide's sources, one per line: "id | title | publisher | address | date"."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

ID = re.compile(r"[a-z0-9-]+")
DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
secure_url = URLValidator(schemes=["https"])


@dataclass(frozen=True)
class Source:
    """A publication.

    `date` is when it was published or last changed: 2024, 2024-03, 2024-03-15, or "" if the page
    doesn't say.
    """

    id: str
    title: str
    publisher: str
    url: str
    date: str

    def __str__(self):
        return " | ".join((self.id, self.title, self.publisher, self.url, self.date))


def parse_source(line):
    """Return the Source of one line; ValueError says what is wrong with it."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 5 or not all(parts[:4]):
        raise ValueError(_("Write “id | title | publisher | https://… | date”."))
    source = Source(*parts)
    if not ID.fullmatch(source.id):
        raise ValueError(_("id: use small letters, digits and hyphens."))
    if source.date and not DATE.fullmatch(source.date):
        raise ValueError(_("date: write 2024, 2024-03 or 2024-03-15, or nothing if it has none."))
    try:
        secure_url(source.url)
    except ValidationError as error:
        raise ValueError(_("url: write an address that starts with https://.")) from error
    return source


def numbered_sources(text):
    """Yield (line from 1, Source, or ValueError where it can't be read)."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, parse_source(line)
            except ValueError as error:
                yield number, error


def parse_sources(text):
    """Return the Sources of a guide's `sources`, which was checked when it was saved."""
    return [source for _line, source in numbered_sources(text) if isinstance(source, Source)]
