"""What tells whether a field of a facility still says what it said."""

import hashlib
import json
from collections.abc import Sequence

from api.texts import Result

LENGTH = 10  # hexadecimal digits
# What a field of the answer depends on beside the facility: the search, and the changes themselves.
OF_ANSWER = ("distance_miles", "updated_at")


def fields_of(result: Result) -> list[str]:
    """Return the names of the fields that digests are made of, in their order."""
    return sorted(name for name in result if name not in OF_ANSWER)


def digests(result: Result) -> str:
    """Return the digests of what the API says of a facility, one after another."""
    return "".join(_digest(result[name]) for name in fields_of(result))


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def changed(
    before: str, fields_before: Sequence[str], now: str, fields: Sequence[str]
) -> list[str]:
    """Return the names of the fields that say something else than before, are new, or are gone."""
    old = dict(zip(fields_before, _each(before), strict=True))
    new = dict(zip(fields, _each(now), strict=True))
    return sorted(name for name in old | new if old.get(name) != new.get(name))


def _each(text: str) -> list[str]:
    return [text[start : start + LENGTH] for start in range(0, len(text), LENGTH)]
