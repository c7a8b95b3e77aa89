"""From the text in a phone cell to numbers that a telephone can dial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from facilities.listings.phone_runs import (
    OWN_COUNTRY_CODE,
    VANITY,
    Extension,
    Run,
    extension_behind,
    runs_in,
    spelled_digits,
)

# What the directories hold in 99.9% of cells; parsing these by hand is 50 times faster.
PLAIN = re.compile(r"([2-9][0-9]{2})-([0-9]{3})-([0-9]{4})(?: x([0-9]{1,10}))?")
# A number that a spreadsheet wrote into a text file.
AS_FLOAT = re.compile(r"([0-9]{10,11})\.0+")
LONGEST = 100  # of what is shown

# Between two numbers of a cell; a slash between letters or digits is none ("V/TTY", "24/7").
SEVERAL = re.compile(
    r"(?:\s*(?:[;|,&]|(?<![A-Za-z0-9])/|/(?![A-Za-z0-9])|\bor\b|\band\b))+\s*", re.IGNORECASE
)
WORD = re.compile(r"\w")
IN_BRACKETS = re.compile(r"\([^()]*\)")
# Words that announce the number behind them: "Fax: ", "after hours call ", "TTY ".
ANNOUNCED = re.compile(
    r"(?:\b[A-Za-z][A-Za-z/.'-]*\s+){0,3}[A-Za-z/.'-]+\s*[:#]\s*$|[A-Za-z/]+\s*$"
)
# "(main) 617-555-0100 (fax) 617-555-0199": in brackets, right before a number.
LABEL = r"[(\[]\s*[A-Za-z][A-Za-z ./&-]{0,20}[)\]]\W{0,3}"
LABEL_FIRST = re.compile(rf"\W*{LABEL}[0-9+(]")
LABEL_LAST = re.compile(rf"(?:^|\s){LABEL}$")
FAX_WORD = r"(?:(?:tele|e-?)?fax|facsimile|fx)"
FAX_LABEL = re.compile(rf"[(\[]\s*(?:{FAX_WORD}|f)\b", re.IGNORECASE)
# "F" alone is a fax: not in "M-F" or "Building F".
FAX_BEFORE = re.compile(
    rf"\b{FAX_WORD}\b\W*(?:(?:no|number|line|only|is)\b\W*)*$|^\W*f\W*$", re.IGNORECASE
)
VOICE_AND_FAX = re.compile(
    r"\b(?:phone|tel|telephone|voice|ph|p|t)\b\W*(?:and\W*)?fax", re.IGNORECASE
)
FAX_BEHIND = re.compile(rf"(?:\W{{0,3}}{FAX_WORD}\)?|\s*\(f\))\s*(?:$|[;,|/])", re.IGNORECASE)


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


class Shown(NamedTuple):
    """The text of a Number in parts; `has_words`: more stands beside it, which must be shown."""

    number: str
    extension: str
    has_words: bool


class _Part(NamedTuple):
    """A part of a cell, from `start` to `end`, with the whole number in it."""

    start: int
    run: Run
    end: int


def numbers_in(text: str, state: str = "") -> list[Number]:
    """Return the `Number`s that a cell holds, in order, none twice; [] for an empty cell.

    Handles extensions, vanity letters, several numbers in a cell, and words around them: those
    are shown with the number they stand at. A fax isn't a number to call. Text without a whole
    number comes back as a Number that can't be dialed.
    """
    text = " ".join(text.split())
    if not text:
        return []
    if (plain := PLAIN.fullmatch(text)) and state not in OWN_COUNTRY_CODE:
        area, exchange, line, extension = plain.groups()
        return [Number(text, f"+1{area}{exchange}{line}", extension or "")]
    if whole := AS_FLOAT.fullmatch(text):
        text = whole[1]
    parts = _to_call(text, list(_parts(text, runs_in(text, state))))
    numbers = [_number(text, part) for part in parts]
    return numbers or [Number(_short(text))]


def in_parts(text: str, e164: str) -> Shown:
    """Return what is shown of a Number, by its text and what it dials, to those who call it.

    "Main: 617-555-0100 x12 (24/7)" is 617-555-0100, extension 12, and more words.
    """
    if plain := PLAIN.fullmatch(text):
        return Shown(text.partition(" x")[0], plain[4] or "", False)
    runs = [run for run in runs_in(text) if run.e164 == e164]
    if not runs:  # a local number: which country has it depends on the state
        extension = extension_behind(text, 0, len(text))
        return Shown(text[: extension.start] if extension else text, _digits(extension), False)
    start, end = runs[0].start, _end_of_same(text, runs[0])
    extension = extension_behind(text, end, len(text))
    behind = extension.end if extension else end
    behind = max(behind, _end_of_same(text, runs[0]._replace(end=behind)))
    has_words = bool(WORD.search(text[:start]) or WORD.search(text[behind:]))
    return Shown(text[start:end], _digits(extension), has_words)


def _digits(extension: Extension | None) -> str:
    return extension.digits if extension else ""


def _end_of_same(text: str, run: Run) -> int:
    """Return where a number ends with the brackets that repeat it: "888-727-6398 (888-PARNEXT)"."""
    match = IN_BRACKETS.match(text, run.end) or IN_BRACKETS.match(text, run.end + 1)
    if match is None:
        return run.end
    repeated = match[0][1:-1]
    is_same = repeated.isdecimal() or any(run.e164 == same.e164 for same in runs_in(repeated))
    return match.end() if is_same else run.end


def with_vanity(number: Number, vanity: Number) -> Number:
    """Return `number` with the letters of `vanity` shown, if both dial the same."""
    same = number.dialled == vanity.dialled and number.display != vanity.display
    if same and any(spelled_digits(match[2]) for match in VANITY.finditer(vanity.display)):
        return replace(number, display=_short(f"{number.display} ({vanity.display})"))
    return number


def _parts(text: str, runs: list[Run]) -> Iterator[_Part]:
    """Yield the parts of a text, each with a number and the words that stand at it."""
    start, has_labels_first = 0, bool(LABEL_FIRST.match(text))
    for run, following in zip(runs, [*runs[1:], None], strict=False):
        if following is None:
            yield _Part(start, run, len(text))
            return
        gap = text[run.end : following.start]
        label = LABEL_LAST.search(gap)
        if label and (has_labels_first or _is_of_next(text, label[0], runs[-1])):
            end = next_start = run.end + label.start()
        else:
            end, next_start = _cut(text, run.end, following.start)
        yield _Part(start, run, end)
        start = next_start


def _is_of_next(text: str, label: str, last: Run) -> bool:
    """Tell whether a label between two numbers is a fax that the second one is.

    A number that has none comes first. Where the last has its label behind it, all have.
    """
    return bool(FAX_LABEL.search(label)) and not WORD.search(text[last.end :])


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """Return (where the words of one number end, where those of the next begin)."""
    gap = IN_BRACKETS.sub(lambda match: "(" * len(match[0]), text[start:end])
    if match := SEVERAL.search(gap):
        return start + match.start(), start + match.end()
    if match := ANNOUNCED.search(gap):
        return start + match.start(), start + match.start()
    return end, end


def _to_call(text: str, parts: list[_Part]) -> list[_Part]:
    """Return the parts whose numbers are to be called, with the text of the others beside them."""
    kept: list[_Part] = []
    waiting: int | None = None  # where the text of a fax before any number begins
    for part in parts:
        start = part.start if waiting is None else waiting
        is_again = any(part.run.e164 == other.run.e164 for other in kept[-1:])
        is_again = is_again and not extension_behind(text, part.run.end, part.end)
        if not _is_fax(text, part) and not is_again:
            kept.append(part._replace(start=start))
            waiting = None
        elif kept:
            kept[-1] = kept[-1]._replace(end=part.end)
        else:
            waiting = start
    return kept


def _is_fax(text: str, part: _Part) -> bool:
    before = text[part.start : part.run.start]
    if FAX_BEFORE.search(before):
        return not VOICE_AND_FAX.search(before)
    return bool(FAX_BEHIND.match(text[part.run.end : part.end]))


def _number(text: str, part: _Part) -> Number:
    extension = extension_behind(text, part.run.end, part.end)
    digits = _digits(extension)
    shown = text[part.start : part.end].strip(" ,;|")
    if len(shown) > LONGEST:  # the whole text stays in the row as published
        shown = text[part.run.start : part.run.end] + (f" x{digits}" if digits else "")
    return Number(shown, part.run.e164, digits)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
