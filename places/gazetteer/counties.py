"""Counties, and what is called otherwise but counts as one: parishes, boroughs and so on.

Names and FIPS codes come from the `us` package.
"""

import re
from functools import cache
from typing import NamedTuple

import us

from places.names import key

# What follows a county's own name, in order of how many counties carry it.
DESIGNATIONS = (
    "County",
    "Municipio",
    "Parish",
    "City",
    "Borough",
    "Census Area",
    "City and Borough",
    "Municipality",
    "Island",
)
_DESIGNATION = re.compile(
    rf"^(?:City and Borough|Municipality) of | (?:{'|'.join(reversed(DESIGNATIONS))})$",
    re.IGNORECASE,
)


def without_designation(name: str) -> str:
    """Return a county's own name: "Cook" of "Cook County"."""
    return _DESIGNATION.sub("", name)


class County(NamedTuple):
    """A county's full name ("Cook County") and five-digit FIPS code."""

    name: str
    fips: str


@cache
def _counties() -> dict[tuple[str, str], County]:
    """Return {(state, key): County}, under the full name and under the name alone."""
    full, alone = {}, {}
    for state in us.STATES_AND_TERRITORIES:
        for row in state.counties:
            # Independent cities: "Richmond city", beside Richmond County.
            county = County(row.name.replace(" city", " City"), row.fips)
            full[state.abbr, key(county.name)] = county
            alone.setdefault((state.abbr, key(without_designation(county.name))), county)
    return alone | full


@cache
def _names() -> dict[tuple[str, str], str]:
    return {(state, county.fips): county.name for (state, _key), county in _counties().items()}


def county_of(state: str, fips: str) -> str:
    """Return the full name of a county of `state` by its FIPS code, "" if it has none such."""
    return _names().get((state, fips), "")


@cache
def county_named(state: str, name: str) -> County | None:
    """Return the county of `state` called `name`, with or without its designation."""
    counties = _counties()
    alone = without_designation(name)
    return counties.get((state, key(name))) or counties.get((state, key(alone)))
