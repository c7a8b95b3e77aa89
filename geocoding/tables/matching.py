"""Which facilities stand at the addresses of a table."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from facilities.listings.locations import Locations, address_of
from facilities.models import Correction, Facility
from geocoding.streets import is_post_box, street_key
from geocoding.tables.rows import TableRow
from places.geo import Point, miles_between
from places.names import key

# Points of one address that lie nearer to each other are one.
SAME_DOOR = 0.1  # miles


@dataclass
class Outcome:
    """What a table gives, by facility; why others aren't used; how many aren't in it.

    `refused`: [(line, why)]; `kept`: facilities whose point is better; `unmatched`: lines.
    """

    points: dict[int, TableRow] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    unmatched: set[int] = field(default_factory=set)


class Directory:
    """The facilities that publish a street, by it and their ZIP code or city."""

    def __init__(self, locations: Locations) -> None:
        self.locations = locations
        unmerged = Facility.objects.filter(merged_into=None, address_withheld=False)
        self.facilities = {each.pk: each for each in unmerged.exclude(street="")}
        self.by_zip: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.by_city: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for pk, facility in self.facilities.items():
            door = street_key(facility.street)
            self.by_zip[door, facility.zip].append(pk)
            for state in (facility.state, ""):
                self.by_city[door, key(facility.city), state].append(pk)
        self.better = self._better()

    def _better(self) -> set[int]:
        """Return the pks of those whose point is their listing's own, or that staff gave."""
        corrections = Correction.objects.active().filter(what=Correction.Kind.ADDRESS)
        corrected = corrections.exclude(latitude=None)
        exact = {pk for pk, each in self.facilities.items() if each.precision == "source"}
        return exact | set(corrected.values_list("facility_id", flat=True))

    def at(self, row: TableRow) -> list[int]:
        """Return the pks of the facilities at the address of a TableRow."""
        if is_post_box(row.street):
            return []
        door = street_key(row.street)
        if pks := self.by_zip.get((door, row.zip), []) if row.zip else []:
            return pks
        pks = self.by_city.get((door, key(row.city), row.state), []) if row.city else []
        is_of_several = not row.state and len({self.facilities[pk].state for pk in pks}) > 1
        return [] if is_of_several else pks

    def has_zip(self, row: TableRow) -> bool:
        """Tell whether a TableRow's street and ZIP code, more than its city, name a facility."""
        return bool(row.zip) and (street_key(row.street), row.zip) in self.by_zip

    def doubt(self, facility: Facility, row: TableRow) -> str:
        """Return why the point of a TableRow can't be a facility's, "" if it can."""
        if row.state and row.state != facility.state:
            return f"the table says {row.state}, the directory {facility.state}"
        claim = Facility(
            state=facility.state,
            zip=facility.zip,
            city=facility.city,
            latitude=row.latitude,
            longitude=row.longitude,
        )
        return self.locations.of(claim).distrusted


def match(
    directory: Directory, rows: list[TableRow], may_replace: Callable[[str], bool]
) -> Outcome:
    """Return the Outcome of TableRows; `may_replace(address)`: whether its point isn't a better."""
    outcome = Outcome()
    first: dict[int, TableRow] = {}
    # A city may have a street twice, its ZIP codes not: rows of the ZIP code go first.
    for row in sorted(rows, key=directory.has_zip, reverse=True):
        pks = directory.at(row)
        if not pks:
            outcome.unmatched.add(row.line)
        for pk in pks:
            facility = directory.facilities[pk]
            earlier = first.get(pk, row)
            if pk in directory.better or not may_replace(address_of(facility)):
                outcome.kept.add(pk)
            elif facility.zip and earlier.zip == facility.zip != row.zip:
                outcome.unmatched.add(row.line)
            elif doubt := directory.doubt(facility, row):
                outcome.refused.append((row.line, f"{row.address}: {doubt}"))
            elif contradiction := _contradiction(earlier, row):
                outcome.refused.append((row.line, f"{row.address}: {contradiction}"))
                outcome.points.pop(pk, None)
            elif earlier is row:
                first[pk] = outcome.points[pk] = row
    outcome.refused = list(dict.fromkeys(outcome.refused))
    return outcome


def _contradiction(earlier: TableRow, row: TableRow) -> str:
    """Return that two rows give one address two points, "" if they give one."""
    miles = miles_between(
        Point(earlier.latitude, earlier.longitude), Point(row.latitude, row.longitude)
    )
    if miles <= SAME_DOOR:
        return ""
    return f"line {earlier.line} has this address {miles:.1f} miles away; neither is used"
