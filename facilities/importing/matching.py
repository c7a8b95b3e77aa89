"""Which facility a record is: the directories give no ids, so it is found in stages.

Every stage compares records that are still without a facility with facilities that
are still without a record of this edition, and takes only pairs that are each
other's best. Names are never enough alone, nor are addresses: two programs at one
address stay two facilities, and so do two sites that share a number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from places.names import spelling
from text.abbreviations.listings import listed_in_full
from text.abbreviations.streets import street_in_short
from text.analysis import words
from text.edits import likeness

HOUSE = re.compile(r"\d\S*")
# How alike two names must be, from 0 to 1. Measured on the 2022 and 2023 editions: below
# these, most pairs that share an address are different programs (docs/decisions).
ALIKE = 0.60
VERY_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Key:
    """What a record or facility is compared by. `origin` is whichever it stands for."""

    origin: object
    name: str
    street: str
    unit: str
    city: str
    state: str
    zip: str
    phones: frozenset
    kinds: frozenset


def key_of(record, origin, kinds):
    """Return the Key of anything with a record's address fields and `phones`.

    `kinds` are the directories that list it: a record's own, a facility's current ones.
    """
    return Key(
        origin=origin,
        name=listed_in_full(words(f"{record.name} {record.program}")),
        street=street_in_short(words(record.street)),
        unit=re.sub(r"\D*", "", record.street2) or street_in_short(words(record.street2)),
        city=spelling(record.city),
        state=record.state,
        zip=record.zip,
        phones=frozenset(phone.dialled for phone in record.phones),
        kinds=frozenset(kinds),
    )


def _same(record, facility):
    return 1.0


def _same_phone(record, facility):
    return 1.0 if record.phones & facility.phones else None


def _at_one_address(record, facility):
    """Score how alike the names at one address are; a shared number counts in favor."""
    alike = likeness(record.name, facility.name)
    if record.phones & facility.phones:
        alike += 0.2
    if record.unit == facility.unit:
        alike += 0.05
    return alike if alike >= VERY_ALIKE else None


def _renamed(record, facility):
    """Accept another name where all else is the same and the same directory listed it before."""
    if record.kinds & facility.kinds and record.unit == facility.unit:
        return 1.0 if record.phones & facility.phones else None
    return None


def _moved_nearby(record, facility):
    """Score names of one number and ZIP: at the same door, or very similar and moved."""
    alike = likeness(record.name, facility.name)
    if _same_door(record, facility):
        return alike if alike >= ALIKE else None
    return alike if alike >= VERY_ALIKE and _may_have_moved(record, facility) else None


def _similar_name(record, facility):
    """Score very similar names in one ZIP: at the same door, or on a street nearly the same."""
    if not (record.street or facility.street):  # both withheld: _same_phone had its say
        return None
    near = likeness(record.street, facility.street) >= VERY_ALIKE
    if not (_same_door(record, facility) or near and _may_have_moved(record, facility)):
        return None
    alike = likeness(record.name, facility.name)
    return alike if alike >= VERY_ALIKE else None


def _without_street(record, facility):
    """Accept the same name and city if a shared number or an operator's entry confirms it."""
    if record.street and facility.street:
        return None
    is_confirmed = record.phones & facility.phones or "curated" in record.kinds | facility.kinds
    return 1.0 if is_confirmed else None


def _may_have_moved(record, facility):
    """Tell whether two addresses may be one facility's.

    Between two editions of a directory an address may change. Two directories that give two
    addresses mean two places, however alike the names.
    """
    return bool(record.kinds & facility.kinds) or not (record.street and facility.street)


def _same_door(record, facility):
    """Return whether two spellings of a street mean the same house."""
    houses = [HOUSE.match(street) for street in (record.street, facility.street)]
    numbers = {house.group() for house in houses if house}
    alike = likeness(record.street, facility.street)
    return len(numbers) == 1 and alike >= ALIKE or not numbers and alike >= VERY_ALIKE


@dataclass(frozen=True, slots=True)
class Stage:
    """Candidates share the key that `groups` gives; `score` is None for "not the same"."""

    name: str
    groups: Callable[[Key], list]
    score: Callable[[Key, Key], float | None]


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
    Stage("street and ZIP", lambda k: [(k.street, k.zip)] if k.street else [], _at_one_address),
    Stage(
        "street, phone and ZIP, renamed",
        lambda k: [(k.street, k.zip)] if k.street else [],
        _renamed,
    ),
    Stage("phone and ZIP", lambda k: [(p, k.zip) for p in k.phones if k.zip], _moved_nearby),
    Stage("similar name and ZIP", lambda k: [(k.zip,)] if k.zip else [], _similar_name),
    Stage(
        "name and city, no street known",
        lambda k: [(k.name, k.city, k.state)],
        _without_street,
    ),
)


def match(records, facilities, otherwise=()):
    """Return ({record origin: facility origin}, Counter of matches by stage).

    `records` and `facilities` are lists of Keys; each stands in at most one pair. `otherwise`:
    other Keys of some of the facilities, to try with what found no pair.
    """
    pairs, stages = _pairs(records, facilities)
    if otherwise:
        matched = set(pairs.values())
        records = [key for key in records if key.origin not in pairs]
        more, again = _pairs(records, [key for key in otherwise if key.origin not in matched])
        pairs.update(more)
        stages.update(again)
    return pairs, stages


def _pairs(records, facilities):
    pairs, stages = {}, Counter()
    for stage in STAGES:
        best = _best_pairs(stage, records, facilities)
        pairs.update({record.origin: facility.origin for record, facility in best})
        stages[stage.name] = len(best)
        taken = {id(key) for pair in best for key in pair}
        records = [key for key in records if id(key) not in taken]
        facilities = [key for key in facilities if id(key) not in taken]
    return pairs, stages


def _best_pairs(stage, records, facilities):
    by_group = defaultdict(list)
    for index, facility in enumerate(facilities):
        for group in stage.groups(facility):
            by_group[group].append(index)
    scored = []
    for number, record in enumerate(records):
        candidates = {i for group in stage.groups(record) for i in by_group.get(group, ())}
        for index in candidates:
            if (score := stage.score(record, facilities[index])) is not None:
                scored.append((-score, *_ties(record, facilities[index]), number, index))
    pairs, taken_records, taken_facilities = [], set(), set()
    for *_score, number, index in sorted(scored):
        if number not in taken_records and index not in taken_facilities:
            taken_records.add(number)
            taken_facilities.add(index)
            pairs.append((records[number], facilities[index]))
    return pairs


def _ties(record, facility):
    """Among equals, prefer what the same directory listed before, then shared numbers."""
    return -len(record.kinds & facility.kinds), -len(record.phones & facility.phones)


def duplicates(keys):
    """Return {key's origin: origin of the first row that is the same} within one file.

    The same means: the same name, street and ZIP, or the same name, ZIP and number
    where the street is withheld.
    """
    first, same = {}, {}
    for key in keys:
        address = (key.street, key.unit) if key.street else (key.phones, key.city)
        original = first.setdefault((key.name, key.zip, key.state, address), key.origin)
        if original != key.origin:
            same[key.origin] = original
    return same
