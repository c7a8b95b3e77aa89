"""What records and facilities are compared by, made of either in the same way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from facilities.listings.records import Dialled
from places.names import spelling
from text.abbreviations.listings import listed_in_full
from text.abbreviations.streets import street_in_short
from text.analysis import words

# A number, or several in a row: of a suite, a floor, a building.
_ROOMS = re.compile(r"\d+(?:[\s,&-]+(?:(?:and|to)\s+)?\d+)*", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)")
_NUMBER = re.compile(r"\d+")
# "Suites 104-106" are three; "Suite 4-430" is a single room.
MOST_ROOMS = 20
# Opioid treatment program, certified as one; methadone used, on the list, to stay on, to come off.
METHADONE = frozenset("OTP SOTP MU METH MM DM".split())


@dataclass(frozen=True, slots=True)
class Key:
    """What a record or facility is compared by.

    `origin`: a row's line, or a facility's pk. `name`: with the program, which also stands alone,
    as published. `rooms`: the unit's number, or all of "Suites 104-106". `numbers`: all of them,
    and `main`, without extensions. `gives_methadone`: it says that it is an opioid treatment
    program, or that it uses methadone.
    """

    origin: int
    name: str
    program: str
    street: str
    unit: str
    rooms: frozenset[str]
    city: str
    state: str
    zip: str
    phones: frozenset[Dialled]
    numbers: frozenset[str]
    main: str
    questionnaires: frozenset[str]
    gives_methadone: bool = False

    def answering(self, other: "Key") -> "Key":
        """Return it as a facility's that answers what the row with another Key does, too."""
        return replace(
            self,
            questionnaires=self.questionnaires | other.questionnaires,
            gives_methadone=self.gives_methadone or other.gives_methadone,
        )


def key_of(record: Any, origin: int, questionnaires: Iterable[str]) -> Key:
    """Return the Key of anything with a record's address fields and `phones`.

    `questionnaires`: those it answers, a record's own or those of a facility's current listings.
    """
    # What can't be dialed ("988", "call us") tells no two places apart.
    lines = [phone for phone in record.phones if phone.e164]
    return Key(
        origin=origin,
        name=listed_in_full(words(f"{record.name} {record.program}")),
        program=record.program,
        street=street_in_short(words(record.street)),
        unit="".join(_NUMBER.findall(record.street2)) or street_in_short(words(record.street2)),
        rooms=_rooms(record.street2),
        city=spelling(record.city),
        state=record.state,
        zip=record.zip,
        phones=frozenset(phone.dialled for phone in lines),
        numbers=frozenset(phone.e164 for phone in lines),
        main=next((phone.e164 for phone in lines if phone.kind == "main"), ""),
        questionnaires=frozenset(questionnaires),
        gives_methadone=not METHADONE.isdisjoint(record.codes),
    )


@lru_cache(maxsize=4096)
def _rooms(unit: str) -> frozenset[str]:
    """Return the numbers or letters of a unit: the suite's, where its floor has one, too."""
    in_a_row = _ROOMS.findall(unit)
    if not in_a_row:
        spelled = words(unit)
        letters = frozenset(word for word in spelled if len(word) == 1)
        return letters or frozenset([street_in_short(spelled)] if spelled else [])
    rooms = max(in_a_row, key=lambda numbers: int(_NUMBER.findall(numbers)[0]))
    return frozenset(_NUMBER.findall(_RANGE.sub(_numbers_between, rooms)))


def _numbers_between(numbers: re.Match[str]) -> str:
    first, last = map(int, numbers.groups())
    return " ".join(map(str, range(first, last + 1))) if last - first < MOST_ROOMS else numbers[0]
