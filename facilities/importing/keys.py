"""What records and facilities are compared by, made of either in the same way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from facilities.listings.records import Dialled
from places.names import spelling
from text.abbreviations.listings import listed_in_full
from text.abbreviations.streets import street_in_short
from text.analysis import words


@dataclass(frozen=True, slots=True)
class Key:
    """What a record or facility is compared by. `origin`: a row's line, or a facility's pk."""

    origin: int
    name: str
    street: str
    unit: str
    city: str
    state: str
    zip: str
    phones: frozenset[Dialled]
    kinds: frozenset[str]


def key_of(record: Any, origin: int, kinds: Iterable[str]) -> Key:
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
