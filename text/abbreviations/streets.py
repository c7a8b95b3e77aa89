"""Streets as the post writes them."""

from collections.abc import Iterable

STREETS = {
    "avenue": "ave", "boulevard": "blvd", "building": "bldg", "circle": "cir", "court": "ct",
    "drive": "dr", "east": "e", "highway": "hwy", "lane": "ln", "north": "n", "parkway": "pkwy",
    "place": "pl", "road": "rd", "route": "rte", "south": "s", "square": "sq", "street": "st",
    "suite": "ste", "west": "w",
}  # fmt: skip


def street_in_short(words: Iterable[str]) -> str:
    """Return a street in one spelling, as the post writes it: "12 n main st ste 3"."""
    return " ".join(STREETS.get(word, word) for word in words)
