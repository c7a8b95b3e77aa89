"""What records and facilities are compared by, made of either in the same way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    questionnaires: frozenset[str]

    def answering(self, other: "Key") -> "Key":
        """Return it as a facility's that answers what the row with another Key does, too."""
        return replace(self, questionnaires=self.questionnaires | other.questionnaires)


def key_of(record: Any, origin: int, questionnaires: Iterable[str]) -> Key:
    """Return the Key of anything with a record's address fields and `phones`.

    `questionnaires`: those it answers, a record's own or those of a facility's current listings.
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
        questionnaires=frozenset(questionnaires),
    )
