"""The stages in which a record's facility is looked for: who is a candidate, and how good a one.

Names are never enough alone, nor are addresses: two programs at one address stay two
facilities, and so do two sites that share a number. What was renamed, moved or given another
number is looked for among listings of one questionnaire, in whatever file they stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from facilities.importing.matching import programs
from facilities.importing.matching.differences import in_two_units, is_for_some, is_same_program
from facilities.importing.matching.keys import Key
from facilities.importing.matching.programs import Group
from text.edits import likeness

HOUSE = re.compile(r"\d\S*")
# How alike two names must be, from 0 to 1. Measured on the 2022 and 2023 editions: below
# these, most pairs that share an address are different programs (docs/decisions).
ALIKE = 0.60
VERY_ALIKE = 0.85


def _same(record: Key, facility: Key) -> float | None:
    return 1.0


def _same_phone(record: Key, facility: Key) -> float | None:
    return 1.0 if record.phones & facility.phones else None


def _at_one_address(record: Key, facility: Key) -> float | None:
    """Score how alike the names at one address are; a shared number counts in favor."""
    alike = likeness(record.name, facility.name)
    if alike < VERY_ALIKE and is_for_some(record, facility):
        return None
    alike += 0.2 * bool(record.phones & facility.phones) + 0.05 * (record.unit == facility.unit)
    return alike if alike >= VERY_ALIKE else None


def _named_in_part(record: Key, facility: Key) -> float | None:
    """Score names of one address and number of which one holds the other, or the program's."""
    if not record.numbers & facility.numbers or in_two_units(record, facility):
        return None
    if not _is_named_alike(record, facility):
        return None
    return likeness(record.name, facility.name)


def _renamed(record: Key, facility: Key) -> float | None:
    """Score another name where all else is the same and the same questionnaire listed it before."""
    if not _same_questionnaire(record, facility) or is_for_some(record, facility):
        return None
    shares_line = bool(record.phones & facility.phones)
    has_main = record.main and record.main == facility.main and not in_two_units(record, facility)
    if has_main or shares_line and record.unit == facility.unit:
        return likeness(record.name, facility.name) + shares_line
    return None


def _renumbered(record: Key, facility: Key) -> float | None:
    """Score a name in part the same, at the same door, whose number is another now."""
    if record.unit != facility.unit or not _same_questionnaire(record, facility):
        return None
    if not _is_named_alike(record, facility):
        return None
    return likeness(record.name, facility.name)


def _moved(record: Key, facility: Key) -> float | None:
    """Score names of one number that nothing else has: very similar, or in part if they are near.

    An organization's number may stay while it closes one office and opens another in a far town.
    """
    if not _same_questionnaire(record, facility):
        return None
    alike = likeness(record.name, facility.name)
    is_near = record.city == facility.city or record.street and record.street == facility.street
    return alike if alike >= VERY_ALIKE or is_near and _is_part(record, facility) else None


def _is_named_alike(record: Key, facility: Key) -> bool:
    """Tell whether one name holds the other or the other's program, for the same people."""
    return is_same_program(record, facility) or (
        _is_part(record, facility) and not is_for_some(record, facility)
    )


def _is_part(record: Key, facility: Key) -> bool:
    """Tell whether one name has all the words of the other."""
    new, old = set(record.name.split()), set(facility.name.split())
    return new <= old or old <= new


def _same_questionnaire(record: Key, facility: Key) -> bool:
    return bool(record.questionnaires & facility.questionnaires)


def _moved_nearby(record: Key, facility: Key) -> float | None:
    """Score names of one number and ZIP: at the same door, or very similar and moved."""
    alike = likeness(record.name, facility.name)
    if alike < VERY_ALIKE and is_for_some(record, facility):
        return None
    if _same_door(record, facility):
        return alike if alike >= ALIKE else None
    return alike if alike >= VERY_ALIKE and _may_have_moved(record, facility) else None


def _similar_name(record: Key, facility: Key) -> float | None:
    """Score very similar names in one ZIP: at the same door, or on a street nearly the same."""
    if not (record.street or facility.street):  # both withheld: _same_phone had its say
        return None
    near = likeness(record.street, facility.street) >= VERY_ALIKE
    if not (_same_door(record, facility) or near and _may_have_moved(record, facility)):
        return None
    alike = likeness(record.name, facility.name)
    return alike if alike >= VERY_ALIKE else None


def _without_street(record: Key, facility: Key) -> float | None:
    """Accept the same name and city if a shared number or an operator's entry confirms it."""
    if record.street and facility.street:
        return None
    is_confirmed = (
        record.phones & facility.phones
        or "curated" in record.questionnaires | facility.questionnaires
    )
    return 1.0 if is_confirmed else None


def _may_have_moved(record: Key, facility: Key) -> bool:
    """Tell whether two addresses may be one facility's.

    Between two editions of a directory an address may change. Two directories that give two
    addresses mean two places, however alike the names.
    """
    return _same_questionnaire(record, facility) or not (record.street and facility.street)


def _same_door(record: Key, facility: Key) -> bool:
    """Return whether two spellings of a street mean the same house."""
    houses = [HOUSE.match(street) for street in (record.street, facility.street)]
    numbers = {house.group() for house in houses if house}
    alike = likeness(record.street, facility.street)
    return len(numbers) == 1 and alike >= ALIKE or not numbers and alike >= VERY_ALIKE


@dataclass(frozen=True, slots=True)
class Stage:
    """Candidates share the key that `groups` gives; `score` is None for "not the same".

    `is_alone`: no other record and no other facility may have it, matched or not.
    """

    name: str
    groups: Callable[[Key], list[Group]]
    score: Callable[[Key, Key], float | None]
    is_alone: bool = False


def _at_street(key: Key) -> list[Group]:
    return [(key.street, key.zip)] if key.street else []


def _of_programs() -> tuple[Stage, ...]:
    """Return the stages for rows of the Opioid Treatment Program directory.

    What has another name there must be the only one of its kind at its door or with its number.
    """
    return tuple(
        Stage(f"opioid treatment program, {name}", groups, score, is_alone=True)
        for name, groups, score in (
            ("street and phone", programs.methadone_lines_at_door, programs.at_phone),
            ("street and phone of one place", programs.lines_at_door, programs.at_phone),
            ("phone", programs.methadone_lines, programs.at_phone),
            ("street", programs.methadone_doors, programs.at_door),
        )
    )


STAGES = (
    Stage(
        "name, street and ZIP",
        lambda k: [(k.name, k.street, k.unit, k.zip)] if k.street else [],
        _same,
    ),
    Stage(
        "name, phone and ZIP, street withheld",
        lambda k: [(k.name, k.zip, k.city)] if not k.street and k.zip else [],
        _same_phone,
    ),
    Stage(
        "name, street and phone",
        lambda k: [(k.name, k.street, k.unit, k.state)] if k.street else [],
        _same_phone,
    ),
    Stage("street and ZIP", _at_street, _at_one_address),
    Stage("street, phone and ZIP, name in part", _at_street, _named_in_part),
    Stage(
        "street, phone and ZIP, renamed",
        lambda k: [(k.street, k.zip), (k.street, k.city, k.state)] if k.street else [],
        _renamed,
    ),
    Stage("street and ZIP, other number", _at_street, _renumbered),
    Stage("phone and ZIP", lambda k: [(p, k.zip) for p in k.phones if k.zip], _moved_nearby),
    Stage("similar name and ZIP", lambda k: [(k.zip,)] if k.zip else [], _similar_name),
    Stage(
        "name and city, no street known",
        lambda k: [(k.name, k.city, k.state)],
        _without_street,
    ),
    Stage(
        "phone alone, moved",
        lambda k: [(k.main, k.state)] if k.main and k.questionnaires else [],
        _moved,
        is_alone=True,
    ),
    *_of_programs(),
)

# What these find is the same name at the same door; any other pair may deserve a look.
CERTAIN = frozenset(
    {"name, street and ZIP", "name, phone and ZIP, street withheld", "name, street and phone"}
)
