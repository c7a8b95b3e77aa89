"""One way to write a place name, the gazetteer's and people's alike. Pure functions of text."""

from text.abbreviations.places import place_in_full
from text.analysis import words

# Normal words.
Name = tuple[str, ...]


def spelling(text: str) -> str:
    """Return `text` in its full normal spelling: "St. Paul" -> "saint paul"."""
    return " ".join(place_in_full(words(text)))


def key(text: str) -> str:
    """Return the look-up key of a name: its spelling without spaces.

    "DeSoto" and "De Soto", "Lacrosse" and "La Crosse" share a key; where the
    difference matters, compare spellings.
    """
    return "".join(place_in_full(words(text)))
