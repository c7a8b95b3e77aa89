"""Two places in one text: "Dayton or Cincinnati", "45402, 90210"."""

import re

from places.wordings import BEFORE_EITHER, EITHER, ZIP_CODE, ZIP_CODE_WORDS
from text.analysis import words as plain_words

_WORDS = "|".join(sorted(EITHER))
# Not the "or" of "Portland, OR", nor that of "Portland OR and Salem".
BETWEEN = re.compile(
    rf"\s*[/&+]\s*|(?<![,\s])\s+(?:{_WORDS})(?!\s+(?:{_WORDS})\s|\s*[/&+])\s+", re.IGNORECASE
)
ZIPS = re.compile(r"(?<!\d)\d{5}(?:-\d{4})?(?!\d)")

# What may stand before, between or after several ZIP codes.
BESIDE_ZIPS = {phrase[0] for phrase in BEFORE_EITHER if len(phrase) == 1} | EITHER
BESIDE_ZIPS |= ZIP_CODE | ZIP_CODE_WORDS


def alternatives(text: str) -> list[str]:
    """Return the parts of a text that names one place or another, one part for any other text.

    The parts needn't be places: "Main St & 5th Ave" has two as well.
    """
    zips = list(dict.fromkeys(ZIPS.findall(text)))
    rest = set(plain_words(ZIPS.sub(" ", text)))
    if len(zips) > 1 and rest <= BESIDE_ZIPS:
        return zips
    return [part for part in BETWEEN.split(_without_lead_in(text)) if plain_words(part)]


def _without_lead_in(text: str) -> str:
    """Return the text without a "between" at its beginning."""
    for phrase in BEFORE_EITHER:
        lead = re.match(r"\s*" + r"\s+".join(phrase) + r"\s+", text, re.IGNORECASE)
        if lead:
            return text[lead.end() :]
    return text
