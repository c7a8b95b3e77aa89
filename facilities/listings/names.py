"""Names as the official directories print them, in 38 characters, made whole where that is sure.

The column cuts some names in a word ("Health Networ"), and whoever fills it in writes short to
fit ("Trt Ctr"). A cut word is completed where the row's own city or state, or the words of all
names, leave one way to go on; else an ellipsis says that something is missing. Short forms are
spelled out that the directories themselves spell out in one way.
(docs/decisions/0046-names-and-signs.md)
"""

import csv
import re
from bisect import bisect_left
from functools import cache
from itertools import takewhile
from pathlib import Path

# The longest line in the directories of 2022 and 2023, the export of 2025 and the API of 2019.
WIDTH = 38
CUT = "…"
# {word: how many names of the directories of 2022 and 2023 hold it}, of at least three.
WORDS = Path(__file__).resolve().parents[2] / "fixtures" / "names" / "words.csv"
LAST_WORD = re.compile(r"[^\W\d_]+$")
FEWEST_LETTERS = 3  # of two, nobody can tell a cut word from the letters of a state
# A word goes on in one way if so many of the names that hold it, or one that begins so, do.
SURE = 0.99
FEWEST_USES = 20
# What may only look missing: "Servicio" and "Unite" are words, too, if rare ones.
ENDINGS = ("s", "d")
# In listings of one door, by street, ZIP code and number, each of these is spelled out in
# another list or year at least eight times, and always so ("Ctr" as "Centers" where the place
# was renamed). "Hosp" (hospital, hospitalization) and "Comm" (community, committee) aren't here.
IN_FULL = {
    "Alc": "Alcohol", "Behav": "Behavioral", "Cnty": "County", "Csl": "Counseling",
    "Ctr": "Center", "Ctrs": "Centers", "Fam": "Family", "Hlth": "Health",
    "Hlthcare": "Healthcare", "Prog": "Program", "Recov": "Recovery", "Servs": "Services",
    "Trt": "Treatment",
}  # fmt: skip
# As capitals they are the initials of something.
SHORT = re.compile(rf"\b({'|'.join(IN_FULL)})\b\.?")


def made_whole(line: str, places: tuple[str, ...]) -> str:
    """Return one clean line of a name, whole as far as that is sure.

    `places`: the city and the state of its row, by name.
    """
    return SHORT.sub(lambda short: IN_FULL[short[1]], _completed(line, places))


def _completed(line: str, places: tuple[str, ...]) -> str:
    last = LAST_WORD.search(line)
    if len(line) != WIDTH or last is None:
        return line
    begun = last[0].casefold()
    for place in places:
        if rest := _rest_of_place(line, begun, place):
            return line + rest
    if len(begun) < FEWEST_LETTERS or begun in _uses():
        return line
    rest = _rest_of_word(begun)
    return line + (rest.upper() if rest != CUT and last[0].isupper() else rest)


def _rest_of_place(line: str, begun: str, place: str) -> str:
    """Return what is missing of a place's name at the end of a line, cut in a word, or ""."""
    text, name = line.casefold(), place.casefold()
    for cut in range(len(name) - 1, FEWEST_LETTERS, -1):
        start = len(text) - cut
        is_in_word = name[cut - 1].isalpha() and name[cut].isalpha()
        if is_in_word and text.endswith(name[:cut]) and not text[start - 1].isalnum():
            # "The Bridge" isn't the city of Bridgeport; "Rio Grand" is Rio Grande.
            is_sure = " " in name[:cut] or begun not in _uses()
            return place[cut:] if is_sure else ""
    return ""


def _rest_of_word(begun: str) -> str:
    """Return how a cut word goes on, an ellipsis for one of several ways, "" for none known."""
    uses, words = _uses(), _sorted_words()
    begins = words[bisect_left(words, begun) :]
    longer = takewhile(lambda word: word.startswith(begun), begins)
    ways = [word for word in longer if word[len(begun) :] not in ENDINGS]
    if not ways:
        return ""
    likely, total = max(ways, key=uses.__getitem__), sum(uses[word] for word in ways)
    if uses[likely] < max(FEWEST_USES, SURE * total):
        return CUT
    return likely[len(begun) :]


@cache
def _uses() -> dict[str, int]:
    with WORDS.open(encoding="utf-8", newline="") as lines:
        return {row["word"]: int(row["names"]) for row in csv.DictReader(lines)}


@cache
def _sorted_words() -> list[str]:
    return sorted(_uses())
