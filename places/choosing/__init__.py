"""Which place of all candidates a text means, which others are offered, or none.

choose(text, parsed) -> Choice
"""

from places.choosing.choice import Choice, Note, none_of
from places.choosing.names import by_name
from places.choosing.several import of_several
from places.choosing.zips import by_point, by_zip
from places.parsing import Parsed

__all__ = ["Choice", "Note", "choose"]


def choose(text: str, parsed: Parsed) -> Choice:
    """Choose what a text means. `parsed` is the text, taken apart."""
    if parsed.problem:
        return none_of([], Note(parsed.problem))
    if parsed == Parsed():
        return Choice()
    if parsed.point:
        return by_point(parsed.point)
    if several := of_several(text):
        return several
    if parsed.zip or parsed.leading_number:
        return by_zip(text, parsed)
    return by_name(text, parsed)
