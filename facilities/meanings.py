"""Codes that mean one thing in one questionnaire and something else in another.

To the mental health survey "24-hour hospital inpatient" is a psychiatric ward, and "residential"
a home for people with a mental illness. Those are not addiction treatment with a bed, and so
have codes of their own here.
"""

from collections.abc import Iterable
from sys import intern

# {questionnaire: {code as published: code as meant}}
MEANT = {"mh": {"HI": "MH-HI", "RES": "MH-RES"}}


def codes_as_meant(questionnaire: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of a row that answers a questionnaire, in its order."""
    if meant := MEANT.get(questionnaire):
        codes = (meant.get(code, code) for code in codes)
    # A directory names 300 codes half a million times: each is kept once.
    return tuple(map(intern, codes))


def asked_as_meant(questionnaires: Iterable[str], codes: Iterable[str]) -> frozenset[str]:
    """Return the codes that a file with rows of some questionnaires asks."""
    published = frozenset(map(code_as_published, codes))
    meant = [frozenset(codes_as_meant(each, published)) for each in questionnaires]
    return frozenset().union(*meant) if meant else published


def code_as_published(code: str) -> str:
    """Return a code as files write it."""
    return code.rpartition("-")[2]
