"""What people call places that the sources name otherwise: regions.csv and other_names.csv.

Every line is held against the gazetteer: a region of no county, or a name of no place, is
an error.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from places.gazetteer.counties import county_named
from places.gazetteer.csv_files import Line, rows
from places.gazetteer.rows import CITY, COUNTY, REGION, ZIP, Identity, OtherName, Row, key
from places.geo import middle
from places.states import STATES

FIELDS = ("group", "names", "known", "kind", "of", "state")
# What a name may mean.
KINDS = (CITY, COUNTY, ZIP, REGION)
# Wins over every place so called; as any other name; only beside its city or its state.
EVERYWHERE, USUALLY, LOCALLY = "everywhere", "", "locally"
# As labels tell namesakes apart.
COUNTY_IN_BRACKETS = re.compile(r"(?P<name>.+) \((?P<county>.+)\)")


class Region(NamedTuple):
    """A region as regions.csv has it: `members` are (state, county), or (state, "")."""

    line: Line
    name: str
    members: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """Return the state it lies in, "" for several."""
        states = {state for state, _county in self.members}
        return states.pop() if len(states) == 1 else ""


class Names(NamedTuple):
    """A line of other_names.csv: what a place is called, too."""

    line: Line
    names: tuple[str, ...]
    known: str
    kind: str
    of: str
    state: str


def read_regions(path: Path) -> Iterator[Region]:
    """Yield the rows of regions.csv. Raises Malformed."""
    for line, row in rows(path, ("name", "members")):
        members = line.text("members", row["members"])
        pairs = [pair for part in members.split(";") for pair in _members(line, part.strip())]
        yield Region(line, line.text("name", row["name"]), tuple(pairs))


def _members(line: Line, part: str) -> Iterator[tuple[str, str]]:
    """Yield the members of a part of a region: "MA: Barnstable, Dukes" or "NH"."""
    state, _colon, counties = part.partition(":")
    if state not in STATES:
        raise line.error("members", f"{state!r} isn't a state or territory")
    if not counties:
        yield state, ""
        return
    for name in counties.split(","):
        county = county_named(state, name.strip())
        if county is None:
            raise line.error("members", f"{name.strip()!r} isn't a county of {state}")
        yield state, county.name


def region_rows(
    regions: Iterable[Region], zips: Iterable[Row], whole: Iterable[Row]
) -> Iterator[Row]:
    """Yield each region, in the middle of the ZIP codes of its counties and states.

    `whole` are the rows of all states and counties. Raises Malformed.
    """
    points: dict[tuple[str, str], list[Row]] = {}
    for zip in zips:
        for member in {(zip.state, ""), (zip.state, zip.county)}:
            points.setdefault(member, []).append(zip)
    people = {(row.state, row.county): row.population for row in whole}
    for region in regions:
        # No letter is addressed to Manassas Park: such a county adds no point.
        own = [zip for member in region.members for zip in points.get(member, ())]
        if not own:
            raise region.line.error("members", "no ZIP code lies in any of them")
        centre = middle(zip.point for zip in own)
        yield Row(
            REGION,
            key(region.name),
            region.name,
            region.state,
            centre.latitude,
            centre.longitude,
            population=sum(people.get(member, 0) for member in region.members),
            members=";".join("/".join(filter(None, member)) for member in region.members),
        )


def read_other_names(path: Path) -> Iterator[Names]:
    """Yield the rows of other_names.csv; names of a line are parted by "|". Raises Malformed."""
    for line, row in rows(path, FIELDS):
        line.text("group", row["group"])
        if row["kind"] not in KINDS:
            raise line.error("kind", f"{row['kind']!r} isn't one of {', '.join(KINDS)}")
        if row["known"] not in (EVERYWHERE, USUALLY, LOCALLY):
            raise line.error("known", f"{row['known']!r} isn't everywhere, locally or empty")
        if row["kind"] != REGION or row["state"]:
            line.state(row["state"])
        yield Names(
            line,
            tuple(line.text("names", name) for name in row["names"].split("|")),
            row["known"],
            row["kind"],
            line.text("of", row["of"]),
            row["state"],
        )


def written_names(lines: Iterable[Names], places: Iterable[Row]) -> Iterator[OtherName]:
    """Yield each of the other names. Raises Malformed for those of no place."""
    by_name: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in places:
        by_name[row.kind, row.state, row.key].append(row)
    for line, names, known, kind, of, state in lines:
        place = _place_of(line, by_name, kind, of, state)
        for name in names:
            yield OtherName(key(name), name, place, known == EVERYWHERE, known == LOCALLY)


def _place_of(
    line: Line, by_name: Mapping[tuple[str, str, str], list[Row]], kind: str, of: str, state: str
) -> Identity:
    """Return the identity of the only place called `of`: "Georgetown (Quitman County)"."""
    name, county = without_county(of)
    rows = [row for row in by_name.get((kind, state, key(name)), ()) if county in ("", row.county)]
    if not rows:
        raise line.error("of", f"{of}, {state} is no {kind} of the gazetteer")
    if len(rows) > 1:
        counties = ", ".join(sorted(row.county for row in rows))
        raise line.error("of", f"{of}, {state} is in {counties}: add one in brackets")
    return rows[0].identity


def without_county(of: str) -> tuple[str, str]:
    """Return ("Georgetown", "Quitman County") of "Georgetown (Quitman County)", else (of, "")."""
    match = COUNTY_IN_BRACKETS.fullmatch(of)
    return (match["name"], match["county"]) if match else (of, "")
