"""What makes two listings two places, however much else they share.

An organization lists each program, and each floor that has a line of its own. Names are alike
then, and the street is the same; whom a program is for tells them apart, and so does another
suite together with another number.
"""

import re

from facilities.importing.matching.keys import Key
from text.abbreviations.listings import listed_in_full
from text.analysis import words

# Whom a program is for, by the words of its name.
PEOPLE = {
    word: group
    for group, listed in {
        "women": "woman womans women womens female females mother mothers maternal pregnant",
        "men": "man mens men male males",
        "youth": "youth youths yth adolescent adolescents adol teen teens teenage juvenile child "
        "children childrens kids pediatric boys girls",
        "adults": "adult adults",
        "older adults": "senior seniors geriatric elderly",
    }.items()
    for word in listed.split()
}
# Who is left out of a program that names one of them.
SOME = {"women", "men", "youth"}
# A service for children and families is for everybody.
_FAMILY = re.compile(r"\b(child\w* famil\w+|famil\w+ (child\w*|youth))\b")
# What the name of a program says of its kind, not of which it is.
KINDS = frozenset(
    "abuse acute addiction addictions administration administrative adult adults ambulatory "
    "behavioral campus care center clinic clinical clinics counseling crisis day department "
    "dependency detox detoxification disorder division drug alcohol facility health hospital "
    "inpatient intensive iop location main mat medical mental methadone office offices op opioid "
    "otp outpatient partial php program programs psychiatric recovery residential satellite "
    "service services site stabilization substance treatment unit use youth".split()
)


def are_two(a: Key, b: Key) -> bool:
    """Tell whether two listings can't be of one place, however alike.

    Those behind two doors of a building, with two main numbers, are two; so are those for
    different people.
    """
    return _behind_two_doors(a, b) or _for_different_people(a, b)


def _behind_two_doors(a: Key, b: Key) -> bool:
    if a.main == b.main or not (a.main and b.main) or not in_two_units(a, b):
        return False
    return a.street.partition(" ")[0] == b.street.partition(" ")[0]


def in_two_units(a: Key, b: Key) -> bool:
    """Tell whether both name a suite, floor or building, and never the same."""
    return bool(a.rooms and b.rooms) and not a.rooms & b.rooms


def _for_different_people(a: Key, b: Key) -> bool:
    if a.name == b.name:
        return False
    # What both names say tells nothing: it may be the organization's name.
    first, second = set(a.name.split()), set(b.name.split())
    own, other = _people(first - second), _people(second - first)
    return bool(own - other and other - own)


def is_for_some(a: Key, b: Key) -> bool:
    """Tell whether just one of two names says that it is for women, for men or for the young."""
    first, second = map(_people_in, (a.name, b.name))
    return bool((first ^ second) & SOME)


def _people_in(name: str) -> set[str]:
    return _people(set(_FAMILY.sub("", name).split()))


def _people(names: set[str]) -> set[str]:
    return {PEOPLE[word] for word in names & PEOPLE.keys()}


def is_same_program(a: Key, b: Key) -> bool:
    """Tell whether both are one program, whose name says which it is and not just of which kind."""
    if not (a.program and b.program):
        return False
    program, other = (listed_in_full(words(key.program)) for key in (a, b))
    return program == other and bool(set(program.split()) - KINDS - PEOPLE.keys())
