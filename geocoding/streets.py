"""Streets as tables and facilities write them: which are post boxes, which are the same door."""

import re

from facilities.listings.locations import door_of

POST_BOX = re.compile(r"p\.?\s*o\.?\s*box\b", re.IGNORECASE)
# A room at the end: "Ste 4", "# 12-B", "Unit A & B", "2nd Floor"; not "Ste Marie St", "9 Unit Rd".
NUMBER = r"(?:\d+[a-z]?|[a-z]\d*)"
NUMBERS = rf"{NUMBER}(?:(?:\s*[-,&+/]\s*|\s+(?:and\s+)?){NUMBER})*"
ROOM = r"(?:(?:suite|ste|unit|apt|floor|fl|room|rm|dept)\b\.?\s*(?:(?:#|no\b\.?)\s*)?|#\s*)"
FLOOR = r"(?:\d+(?:st|nd|rd|th)|ground)\s+(?:floor|fl)\b\.?"
UNIT = re.compile(rf"(?:[,\s]+(?:{ROOM}{NUMBERS}|{FLOOR}))+\Z", re.IGNORECASE)


def is_post_box(street: str) -> bool:
    """Tell whether a street is a box at a post office, which says nothing of the door."""
    return POST_BOX.match(street) is not None


def street_key(street: str) -> str:
    """Return a street in one spelling, without its rooms: another room is the same door."""
    return door_of(UNIT.sub("", " ".join(street.split())))
