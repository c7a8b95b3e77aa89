"""The numbers in what someone typed as a place: ZIP codes, and those of streets."""

import re

from places.states import split_state
from places.wordings import (
    ZIP_CODE,
    ZIP_CODE_WORDS,
)

ZIP = re.compile(r"[0-9]{5}|[0-9]{9}")
ZIP_WITH_O = re.compile(r"(?=(?:o*[0-9]){3})[0-9o]{5}")

# A number after one of these isn't a ZIP code.
NUMBERED = {"box", "apt", "apartment", "suite", "ste", "unit", "hwy", "highway", "route", "rt"}
STREET_WORDS = NUMBERED | {
    *("ave", "avenue", "blvd", "boulevard", "cir", "circle", "court", "ct", "dr", "drive"),
    *("lane", "ln", "parkway", "pike", "pkwy", "pl", "plaza", "rd", "road", "sq", "st"),
    *("street", "ter", "terrace", "tpke", "turnpike", "way"),
}


# The post of the armed forces overseas, its regions, and the ZIP codes of these.
MILITARY_POST = {"apo", "fpo", "dpo"}
MILITARY_REGIONS = {"ae", "ap", "aa"}
MILITARY_ZIP = re.compile("09[0-8]..|340..|96[2-6]..")


def is_military(zip_code: str, segments: list[list[str]]) -> bool:
    """Tell whether an address is of a base overseas: by its ZIP code, or "APO AE" and the like."""
    if MILITARY_ZIP.fullmatch(zip_code):
        return True
    words = [word for segment in segments for word in segment if not word.isdecimal()]
    return not MILITARY_POST.isdisjoint(words) and (
        len(words) == 1 or not MILITARY_REGIONS.isdisjoint(words)
    )


def without_letter_o(word: str) -> str:
    """Return a ZIP code in which a letter O stands for a zero with the zero; other words as is."""
    return word.replace("o", "0") if ZIP_WITH_O.fullmatch(word) else word


def take_zip(segments: list[list[str]]) -> tuple[str, str, list[list[str]]]:
    """Return (ZIP code, leading number, segments without the ZIP code).

    The last number of five digits is the ZIP code (four more may follow), unless it
    opens a longer text: then it may be a street number, and stays where it is.
    """
    flat = [(s, w) for s, words in enumerate(segments) for w in range(len(words))]
    digits = "".join(segments[s][w] for s, w in flat)
    if digits.isdecimal() and len(digits) in (5, 9):
        return digits[:5], "", []
    for s, w in reversed(flat):
        word, before = segments[s][w], segments[s][w - 1] if w else ""
        if ZIP.fullmatch(word) and before not in NUMBERED:
            if (s, w) == (0, 0) and _opens_a_name(segments):
                return "", word[:5], segments
            return word[:5], "", _without_zip(segments, s, w)
    return "", "", segments


def _without_zip(segments: list[list[str]], s: int, w: int) -> list[list[str]]:
    """Return the segments without the ZIP code at word `w` of the `s`th, and its "zip code"."""
    rest = [list(words) for words in segments]
    has_four_more = len(rest[s]) > w + 1 and re.fullmatch("[0-9]{4}", rest[s][w + 1])
    del rest[s][w : w + 2 if has_four_more else w + 1]
    rest = [[word for word in words if word not in ZIP_CODE_WORDS] for words in rest]
    return [words for words in rest if words and "".join(words) not in ZIP_CODE]


def _opens_a_name(segments: list[list[str]]) -> bool:
    """Tell whether more than a state follows the number that the segments begin with."""
    first = segments[0][1:]
    return bool(first) and (len(segments) > 1 or bool(split_state(first)[0]))


def is_street(words: tuple[str, ...]) -> bool:
    """Tell whether normal words look like a street's, perhaps with a city after it."""
    return words[0].isdecimal() or not STREET_WORDS.isdisjoint(words[1:])
