"""Which facility a record is: the directories give no ids, so it is found in stages.

Every stage compares records that are still without a facility with facilities that
are still without a record of this edition, and takes only pairs that are each
other's best.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from facilities.importing.matching.differences import are_two
from facilities.importing.matching.keys import Key
from facilities.importing.matching.programs import PROGRAMS
from facilities.importing.matching.stages import STAGES, Group, Stage

# {origin of a Key: origin of the Key it is the same as}
Pairs = dict[int, int]


def match(
    records: list[Key], facilities: list[Key], otherwise: Sequence[Key] = ()
) -> tuple[Pairs, dict[int, str]]:
    """Return ({record origin: facility origin}, {record origin: the stage that found it}).

    `records` and `facilities` are lists of Keys; each stands in at most one pair. `otherwise`:
    other Keys of some of the facilities, to try with what found no pair.
    """
    if not facilities:  # a first import
        return {}, {}
    shared = [_shared(stage, records, [*facilities, *otherwise]) for stage in STAGES]
    pairs, stages = _pairs(records, facilities, shared)
    if otherwise:
        matched = set(pairs.values())
        records = [key for key in records if key.origin not in pairs]
        rest = [key for key in otherwise if key.origin not in matched]
        more, again = _pairs(records, rest, shared)
        pairs |= more
        stages |= again
    return pairs, stages


def counts_by_stage(stages: dict[int, str]) -> dict[str, int]:
    """Return {stage: number of pairs it found}, every stage, in their order."""
    counts = Counter(stages.values())
    return {stage.name: counts[stage.name] for stage in STAGES}


def _pairs(
    records: list[Key], facilities: list[Key], shared: list[set[Group]]
) -> tuple[Pairs, dict[int, str]]:
    pairs: Pairs = {}
    stages: dict[int, str] = {}
    for stage, left_out in zip(STAGES, shared, strict=True):
        best = _best_pairs(stage, records, facilities, left_out)
        pairs.update({record.origin: facility.origin for record, facility in best})
        stages.update((record.origin, stage.name) for record, _facility in best)
        taken = {id(key) for pair in best for key in pair}
        records = [key for key in records if id(key) not in taken]
        facilities = [key for key in facilities if id(key) not in taken]
    return pairs, stages


def _shared(stage: Stage, *keys: list[Key]) -> set[Group]:
    """Return the groups that a stage leaves out: of several records, or of several facilities."""
    shared: set[Group] = set()
    for some in keys if stage.is_alone else ():
        first: dict[Group, int] = {}
        for key in some:
            for group in stage.groups(key):
                if first.setdefault(group, key.origin) != key.origin:
                    shared.add(group)
    return shared


def _best_pairs(
    stage: Stage, records: list[Key], facilities: list[Key], left_out: set[Group]
) -> list[tuple[Key, Key]]:
    by_group = defaultdict(list)
    for index, facility in enumerate(facilities):
        for group in stage.groups(facility):
            if group not in left_out:
                by_group[group].append(index)
    scored = []
    for number, record in enumerate(records):
        candidates = {i for group in stage.groups(record) for i in by_group.get(group, ())}
        for index in candidates:
            facility = facilities[index]
            score = stage.score(record, facility)
            if score is not None and not are_two(record, facility):
                scored.append((-score, *_ties(record, facility), number, index))
    pairs, taken_records, taken_facilities = [], set(), set()
    for *_score, number, index in sorted(scored):
        if number not in taken_records and index not in taken_facilities:
            taken_records.add(number)
            taken_facilities.add(index)
            pairs.append((records[number], facilities[index]))
    return pairs


def _ties(record: Key, facility: Key) -> tuple[int, int]:
    """Among equals, prefer what the same directory listed before, then shared numbers."""
    return -len(record.questionnaires & facility.questionnaires), -len(
        record.phones & facility.phones
    )


def duplicates(keys: Iterable[Key]) -> Pairs:
    """Return {key's origin: origin of the first row that is the same} within one file.

    The same means: the same name, street and ZIP, or the same name, ZIP and number
    where the street is withheld; and of a file that lists opioid treatment programs beside
    surveys' rows, whatever matches these.
    """
    keys = list(keys)
    first: dict[Group, int] = {}
    same: Pairs = {}
    for key in keys:
        address = (key.street, key.unit) if key.street else (key.phones, key.city)
        original = first.setdefault((key.name, key.zip, key.state, address), key.origin)
        if original != key.origin:
            same[key.origin] = original
    rows = [key for key in keys if key.origin not in same]
    certified = [key for key in rows if key.questionnaires == PROGRAMS]
    if certified and len(certified) < len(rows):
        surveyed = [key for key in rows if key.questionnaires != PROGRAMS]
        pairs = match(certified, surveyed)[0]
        same = {origin: pairs.get(original, original) for origin, original in same.items()}
        same.update(pairs)
    return same
