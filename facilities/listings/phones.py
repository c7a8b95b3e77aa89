"""From the text in a phone cell to numbers that a telephone can dial."""

import re
from dataclasses import dataclass

import phonenumbers

# What the directories hold in 99.9% of cells; parsing these by hand is 50 times faster.
PLAIN = re.compile(r"([2-9]\d\d)-(\d{3})-(\d{4})(?: x(\d{1,10}))?")
EXTENSION = re.compile(
    r"[\s,;]*(?:\b|(?<=\d))(?:x|ext|extension)\.?:?\s*(\d{1,10})\b.*$", re.IGNORECASE
)
# "1-800-662-HELP (4357)": the digits repeat the letters.
SPELLED_OUT = re.compile(r"(?<=[A-Za-z])\s*\(\d+\)")
ASIDE = re.compile(r"(?<=\d)[\s,;]*\b(?:option|opt|press|tty|tdd|toll.free)\b.*$", re.IGNORECASE)
LABEL = re.compile(r"^[a-z .]*(?:\d\s*)?:\s*", re.IGNORECASE)
AREA_CODE = re.compile(r"\d{3}")
SEVERAL = re.compile(r"\s*(?:[/;|]|\bor\b|\band\b)\s*", re.IGNORECASE)
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# These states have country codes of their own; everyone else shares +1.
OWN_COUNTRY_CODE = {"FM": "FM", "MH": "MH", "PW": "PW"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as its source writes it, and as it is dialed ("" if it can't be)."""

    display: str
    e164: str = ""
    extension: str = ""

    @property
    def dialled(self) -> tuple[str, str] | str:
        """Return what tells two numbers apart."""
        return (self.e164, self.extension) if self.e164 else self.display


def numbers_in(text: str, state: str = "") -> list[Number]:
    """Return the `Number`s that a cell holds, in order; [] for an empty cell.

    Handles extensions, vanity letters, several numbers in a cell, and words around them.
    Text without a number comes back as a Number that can't be dialed.
    """
    text = " ".join(text.split())
    if not text:
        return []
    if (plain := PLAIN.fullmatch(text)) and state not in OWN_COUNTRY_CODE:
        area, exchange, line, extension = plain.groups()
        return [Number(text, f"+1{area}{exchange}{line}", extension or "")]
    parts = [part for part in SEVERAL.split(text) if part]
    numbers = [number for part in parts if (number := _number(part, state)).e164]
    return numbers or [Number(text)]


def split_extension(text: str) -> tuple[str, str]:
    """Return (number, digits of its extension) of a text; "" for no extension.

    Whatever follows the extension is dropped, too: "617-555-0100 x 12 (ask for Bob)".
    """
    if match := EXTENSION.search(text):
        return text[: match.start()], match.group(1)
    return text, ""


def _number(text: str, state: str) -> Number:
    bare, extension = split_extension(text)
    bare = LABEL.sub("", ASIDE.sub("", SPELLED_OUT.sub("", bare)))
    if not AREA_CODE.search(bare):  # "Smith House" is no number, though a keypad could dial it
        return Number(text)
    bare = bare.upper().translate(KEYPAD)
    try:
        parsed = phonenumbers.parse(bare, OWN_COUNTRY_CODE.get(state, "US"))
    except phonenumbers.NumberParseException:
        return Number(text)
    # Possible, not valid: a number newly given out isn't in the library's tables yet.
    # Seven digits alone are not: a mobile phone can't dial them.
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Number(text)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Number(text, e164, extension)


def with_vanity(number: Number, vanity: Number) -> Number:
    """Return `number` with the letters of `vanity` shown, if both dial the same."""
    same = number.dialled == vanity.dialled and number.display != vanity.display
    if same and re.search(r"[A-Za-z]{3}", vanity.display):
        return Number(f"{number.display} ({vanity.display})", number.e164, number.extension)
    return number
