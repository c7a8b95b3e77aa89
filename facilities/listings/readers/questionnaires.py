"""Whose questions a row answers, where a file holds rows of several questionnaires."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from facilities.listings.answering import NATION
from facilities.listings.cleaning import clean_text
from facilities.listings.records import Raw, RowError

# By the locator's own word for the kind of a row.
OF_TYPE = {"SU": "su", "SA": "su", "MH": "mh", "OTP": "otp"}
# Of these an export or the locator lists every facility. Of the opioid treatment programs only
# their own directory does, and only it says how each is certified.
SURVEYS = {"su", "mh"}
# Codes that only the mental health questionnaire has: what a row is that doesn't say.
ONLY_MH = {"MH", "PHDT", "RTCC", "RTCA", "CMHC", "OMH"}
# A state that has fewer rows than this share of the file's largest lies across a border.
BORDER = 0.25
# A file with rows of so many states is of the nation: its small states are there in full, too.
MOST_STATES = 45

# {(questionnaire, state): number of rows}
Listed = Counter[tuple[str, str]]


def questionnaire_of(kind: Any, codes: Collection[str]) -> str:
    """Return the questionnaire of a row by its type, or by its codes where it gives none.

    Raises RowError for a type that isn't one of those a treatment directory has.
    """
    text = clean_text(kind).upper()
    if not text:
        return "mh" if ONLY_MH.intersection(codes) and "SA" not in codes else "su"
    if text in OF_TYPE:
        return OF_TYPE[text]
    raise RowError("type_facility", f"expected {', '.join(OF_TYPE)}, got {text!r}")


def questionnaires_of(kinds: Iterable[Any]) -> set[str]:
    """Return the questionnaires of rows by their types, as far as they give any."""
    types = {clean_text(kind).upper() for kind in kinds}
    return {OF_TYPE[text] for text in types if text in OF_TYPE}


def type_of(raw: Raw) -> str:
    """Return the type of a row in the locator's words, in capitals; "" if it gives none."""
    return clean_text(raw.get("typeFacility") or raw.get("type_facility")).upper()


def listed_by(rows: Iterable[Raw]) -> Listed:
    """Return how many rows there are of each survey and state."""
    counts: Listed = Counter()
    for raw in rows:
        questionnaire = OF_TYPE.get(type_of(raw))
        if questionnaire in SURVEYS:
            counts[questionnaire, clean_text(raw.get("state")).upper()] += 1
    return counts


def full_states(rows: Iterable[Raw]) -> dict[str, set[str]]:
    """Return what an export may list in full, to propose: {questionnaire: states}.

    A download is of a state, or of a circle: a few rows of the next state are no list of it.
    """
    by_state: dict[str, dict[str, int]] = {}
    for (questionnaire, state), count in listed_by(rows).items():
        by_state.setdefault(questionnaire, {})[state] = count
    return {questionnaire: full(numbers) for questionnaire, numbers in by_state.items()}


def full(numbers: dict[str, int]) -> set[str]:
    """Return the states of {state: number of rows} that look complete."""
    if len(numbers) >= MOST_STATES:
        return {NATION}
    least = BORDER * max(numbers.values())
    return {state for state, number in numbers.items() if number >= least}
