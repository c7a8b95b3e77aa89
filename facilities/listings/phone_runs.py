"""Where whole numbers stand in a text, and the extension that goes with each.

A number is dialed only where it is certain: ten digits that stand together. Digits that run on
before or after them, exponents, or letters in place of digits make it another number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import phonenumbers

# These states have country codes of their own; everyone else shares +1.
OWN_COUNTRY_CODE = {"FM": "691", "MH": "692", "PW": "680"}
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

GAP = r"[\s().\-\u2010-\u2015]{0,4}"
AREA = rf"(?<![0-9+])(?:\+?1{GAP})?\(?\s?([2-9][0-9]{{2}})"
# "617/555-0100", too. Behind it no digit, no exponent ("6.17E+09") and no fraction.
AMERICAN = re.compile(
    rf"{AREA}(?:{GAP}|\s?/\s?)([0-9]{{3}}){GAP}([0-9]{{2}}[-. ]?[0-9]{{2}})"
    r"(?!\.?[0-9]|[eE][+-]?[0-9])"
)
# No blanks among the letters: "617-555 call us" is no number.
VANITY = re.compile(
    rf"(?<![A-Za-z]){AREA}[\s().\-/]{{0,3}}((?:[0-9A-Za-z][-.]?){{6}}[0-9A-Za-z])(?![0-9A-Za-z])"
)
LOCAL = re.compile(rf"(?<![0-9+])([0-9]{{3}}){GAP}([0-9]{{4}})(?![0-9])")
FOREIGN = re.compile(r"\+\s?[0-9](?:[\s().\-]{0,3}[0-9]){6,14}(?![0-9])")
# Letters that all stand together and spell a word; digits may stand on one side of them.
LETTERS = re.compile(r"[0-9]*([A-Z]{3,7})[0-9]*")
# These look like digits: "617-555-O1OO" is meant for zeros.
LOOK_ALIKE = set("OILQ")
# "617-5550 ext" is a local number and the beginning of its extension.
NO_VANITY = set("EXT FAX TTY TDD OPT TEL ASK AND DAY MON TUE WED THU FRI SAT SUN".split())

# Digits that stand before a number and may be a part of it: "52 664-555-0100".
RUNS_ON = re.compile(r"[0-9+][\s().\-\u2010-\u2015]*$")
HOUR = r"(?:[01]?[0-9]|2[0-4])(?::[0-9]{2})?"
# "24/7", "Mon-Fri 8-5"
HOURS = re.compile(rf"(?<![0-9])(?:24\s?[/-]\s?7|{HOUR}\s?[-\u2010-\u2015]\s?{HOUR})(?=\s|$)")

EXTENSION = re.compile(
    r"[\s,;(]*(?:\b|(?<=[0-9]))(?:x|extn?|extension)\.?:?\s*#?\s*([0-9]{1,10})\b\)?", re.IGNORECASE
)
# As programs write it, right behind the number: ";1234", "#12", ",,5" (two pauses).
SIGNED = re.compile(r"\s*(?:;\s*(?:ext=)?|#\s*|,\s*,[\s,]*)([0-9]{1,6})#?(?=\s*$|\s*[,;)])")
# What may stand between a number and its extension.
BETWEEN = re.compile(r"(?!.*\b(?:or|and)\b)[^0-9/;|]*", re.IGNORECASE)


class Run(NamedTuple):
    """A whole number in a text: from where to where, and as it is dialed."""

    start: int
    end: int
    e164: str


class Extension(NamedTuple):
    """An extension in a text, with the sign or word before it: from where to where."""

    start: int
    end: int
    digits: str


def runs_in(text: str, state: str = "") -> list[Run]:
    """Return the `Run`s of a text on one line, in order.

    `state`: where the number is, since three of them have a country code of their own.
    """
    text = ascii_digits(text)
    runs: list[Run] = []
    end = 0
    for run in _candidates(text, OWN_COUNTRY_CODE.get(state, "")):
        if runs and (extension := extension_behind(text, end, run.start)):
            end = extension.end
        before = text[end : run.start]
        if not RUNS_ON.search(HOURS.sub("", before)):
            runs.append(run)
            end = run.end
    return runs


def extension_behind(text: str, start: int, end: int) -> Extension | None:
    """Return the Extension of the number that ends at `start`, as far as `end`, or None."""
    tail = ascii_digits(text)[:end]
    if signed := SIGNED.match(tail, start):
        return Extension(*signed.span(), signed[1])
    worded = EXTENSION.search(tail, start)
    if worded and BETWEEN.fullmatch(tail, start, worded.start()):
        return Extension(*worded.span(), worded[1])
    return None


def ascii_digits(text: str) -> str:
    """Return a text of the same length whose digits are those of ASCII, whatever script's."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _candidates(text: str, own_code: str) -> Iterator[Run]:
    """Yield what looks like a number from left to right, none overlapping another."""
    start = 0
    while True:
        runs = [_american(text, start, own_code), _vanity(text, start), _foreign(text, start)]
        if own_code:
            runs.append(_local(text, start, own_code))
        first = min((run for run in runs if run), key=lambda run: run.start, default=None)
        if first is None:
            return
        if first.e164:
            yield first
        start = first.end


def _american(text: str, start: int, own_code: str) -> Run | None:
    match = AMERICAN.search(text, start)
    if match is None:
        return None
    area, exchange, line = match.groups()
    digits = exchange + re.sub(r"[^0-9]", "", line)
    code = own_code if area == own_code else f"1{area}"
    return Run(*_without_blanks(text, match), f"+{code}{digits}")


def _vanity(text: str, start: int) -> Run | None:
    for match in VANITY.finditer(text, start):
        area, spelled = match.groups()
        digits = spelled_digits(spelled)
        if digits:
            return Run(*_without_blanks(text, match), f"+1{area}{digits}")
    return None


def spelled_digits(text: str) -> str:
    """Return the digits that seven digits and letters dial, or "" if they are no vanity number."""
    joined = re.sub(r"[-.]", "", text).upper()
    letters = LETTERS.fullmatch(joined)
    if not letters or set(letters[1]) <= LOOK_ALIKE or letters[1] in NO_VANITY:
        return ""
    return joined.translate(KEYPAD)


def _local(text: str, start: int, own_code: str) -> Run | None:
    match = LOCAL.search(text, start)
    return Run(*match.span(), f"+{own_code}{match[1]}{match[2]}") if match else None


def _foreign(text: str, start: int) -> Run | None:
    """Return a number with a country code of another country: e164 "" if it can't be one."""
    for match in FOREIGN.finditer(text, start):
        digits = re.sub(r"[^0-9]", "", match[0])
        if digits.startswith("1"):
            continue
        try:
            number = phonenumbers.parse(f"+{digits}")
        except phonenumbers.NumberParseException:
            return Run(*match.span(), "")
        return Run(*match.span(), f"+{digits}" if phonenumbers.is_valid_number(number) else "")
    return None


def _without_blanks(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    return end - len(text[start:end].lstrip()), end
