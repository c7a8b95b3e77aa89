"""Several facilities side by side: what each says of the services most people ask for."""

from dataclasses import dataclass
from enum import StrEnum

from facilities.wording import short_name


class Says(StrEnum):
    """What a facility says of a service; silence is no "no"."""

    OFFERED = "offered"
    NOT_OFFERED = "not_offered"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True)
class Row:
    """A service, and what each facility says of it."""

    name: str
    cells: list[Says]

    @property
    def is_same(self):
        return len(set(self.cells)) == 1


@dataclass(frozen=True)
class Section:
    """A group of services: those that any of the facilities says anything of as `rows`.

    `unsaid`: the names of the others.
    """

    name: str
    rows: list[Row]
    unsaid: list[str]

    @property
    def is_same(self):
        return all(row.is_same for row in self.rows)


def compare(ordinals, index):
    """Return the Sections of the facilities at these ordinals of the Index; no query."""
    taxonomy = index.taxonomy.localized
    sections = []
    for group in taxonomy.groups:
        if not group.is_compared:
            continue
        rows = [
            Row(
                short_name(service.name),
                [says(ordinal, service.pk, index) for ordinal in ordinals],
            )
            for service in taxonomy.by_group[group.pk]
            if service.featured and not service.declines
        ]
        reported = [row for row in rows if set(row.cells) != {Says.NOT_REPORTED}]
        unsaid = [row.name for row in rows if row not in reported]
        sections.append(Section(group.name, reported, unsaid))
    return sections


def same(sections):
    """Return how many rows of Sections say the same of every facility."""
    return sum(row.is_same for section in sections for row in section.rows)


def says(ordinal, service, index):
    """Return what the facility with an ordinal Says of a service, given by its pk."""
    if index.offering(service) >> ordinal & 1:
        claimed = index.taxonomy.claimed([service], index.is_mental_health_only(ordinal))
        return Says.OFFERED if claimed else Says.NOT_REPORTED
    return Says.NOT_OFFERED if index.denying(service) >> ordinal & 1 else Says.NOT_REPORTED
