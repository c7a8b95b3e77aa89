"""From the names an operator gives services to the codes that everything else uses."""

import csv
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from facilities.listings.readers.labels import TAXONOMY

# A service defined as any of several codes, and the one of them that says no more than it does.
SAME_AS = MappingProxyType(
    {
        "detox": "DT",
        "residential": "RES",
        "outpatient": "OP",
        "methadone": "MU",
        "buprenorphine": "BU",
        "naltrexone": "NU",
        "mental-health": "MH",
        "alcohol-medication": "PMAT",
        "teens": "CHLD",
        "young-adults": "YAD",
        "older-adults": "SNR",
        "veterans": "VET",
        "dui": "DU",
        "trauma": "TRMA",
        "domestic-violence": "DV",
    }
)


@cache
def codes_by_name() -> Mapping[str, str]:
    """Return {code or slug, in lower case: code}."""
    codes = {slug: code for slug, (code, *more) in _defined().items() if not more}
    for row in _rows("services.csv"):
        codes[row["slug"]] = codes[row["code"].lower()] = row["code"]
    return MappingProxyType({**codes, **SAME_AS})


def codes_of(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (the codes of services by their codes or slugs, sentences on those that are none)."""
    codes, problems = [], []
    for name in names:
        key = name.strip().lower()
        if code := codes_by_name().get(key):
            codes.append(code)
        else:
            problems.append(_problem(name, key))
    return codes, problems


def slugs_by_code() -> dict[str, str]:
    """Return {code: slug of its service}."""
    return {row["code"]: row["slug"] for row in _rows("services.csv")}


@cache
def labels_by_code() -> Mapping[str, tuple[str, str]]:
    """Return {code: (the source's label, our name)}."""
    return MappingProxyType(
        {row["code"]: (row["source_label"], row["name"]) for row in _rows("services.csv")}
    )


def _problem(name: str, key: str) -> str:
    if parts := _defined().get(key):
        slugs = slugs_by_code()
        choice = ", ".join(f"{code} ({slugs[code]})" for code in parts)
        return f"{name!r} may be any of {choice}; name those that the list means"
    names = [*codes_by_name(), *_defined()]
    words = key.replace(" ", "-")
    near = get_close_matches(words, names, n=1) or [
        each for each in sorted(names, key=len) if len(words) > 3 and words in each
    ]
    hint = f" (did you mean {near[0]}?)" if near else " (fixtures/taxonomy/services.csv has all)"
    return f"{name!r} isn't a service{hint}"


@cache
def _defined() -> Mapping[str, tuple[str, ...]]:
    """Return {slug of a service defined as any of others: their codes}."""
    return MappingProxyType(
        {row["slug"]: tuple(row["any_of"].split()) for row in _rows("defined.csv")}
    )


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (TAXONOMY / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
