"""Which place of a survey a row of the Opioid Treatment Program directory is.

That directory names the corporation that was certified more often than the clinic that people
know, so the name says little: the door and the number do, and what the place says of methadone.
A row that may be either of two places, or of none, stays a place of its own.
"""

from collections.abc import Hashable

from facilities.importing.matching.differences import in_two_units
from facilities.importing.matching.keys import Key
from text.edits import likeness

# What candidates have in common.
Group = tuple[Hashable, ...]
PROGRAMS = frozenset({"otp"})
# Streets of one house number, of which so much is spelled alike, are one.
STREETS_ALIKE = 0.75


def is_pair(record: Key, facility: Key) -> bool:
    """Tell whether just one of two is listed as an opioid treatment program and nothing else."""
    return (record.questionnaires == PROGRAMS) != (facility.questionnaires == PROGRAMS)


def at_phone(record: Key, facility: Key) -> float | None:
    """Accept two that have a number in common."""
    return 1.0 if is_pair(record, facility) and not in_two_units(record, facility) else None


def at_door(record: Key, facility: Key) -> float | None:
    """Score how alike two spellings of a street are: "1 Main Street", "1 N Main Street"."""
    if not is_pair(record, facility) or in_two_units(record, facility):
        return None
    alike = likeness(record.street, facility.street)
    return alike if alike >= STREETS_ALIKE else None


def lines_at_door(key: Key) -> list[Group]:
    """Return the groups of all that have a number at a street."""
    return [(number, key.street, key.zip) for number in key.numbers] if key.street else []


def methadone_lines_at_door(key: Key) -> list[Group]:
    """Return those of all that give methadone and have a number at a street."""
    return lines_at_door(key) if key.gives_methadone else []


def methadone_lines(key: Key) -> list[Group]:
    """Return those of all that give methadone and have a number, by ZIP code and by city."""
    areas: list[Group] = [(key.zip,), (key.city, key.state)]
    return [(n, *area) for n in key.numbers for area in areas] if key.gives_methadone else []


def methadone_doors(key: Key) -> list[Group]:
    """Return those of all that give methadone at a street, and behind one house number of a ZIP."""
    house = key.street.partition(" ")[0]
    if not key.gives_methadone or not house[:1].isdigit():
        return []
    return [(key.street, key.zip), (house, key.zip)]
