"""The answer to "where?": what `places.resolve` returns."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from places.gazetteer.entries import Entry
from places.geo import Point
from places.models import Kind, Place, members_of
from places.states import STATES

# States that share their name with a large city: their label says "State".
STATES_LIKE_CITIES = {"NY", "WA"}


class Why(StrEnum):
    """How a text was matched to a place."""

    ZIP = "zip"
    STATE = "state"
    COUNTY = "county"
    REGION = "region"
    # The only city of that name, or the city in the state that was typed.
    CITY = "city"
    # The largest of several cities of that name.
    LARGEST = "largest"
    # A nickname, or a name the post accepts.
    OTHER_NAME = "other name"
    # The city at the end of a street address.
    ADDRESS = "address"
    # The city, county or state that a misspelt name surely means.
    SPELLING = "spelling"


def state_query(state: str) -> str:
    """Return what to type for a state (two letters): "LA" alone is Los Angeles."""
    name = STATES[state].name
    return f"{name} State" if state in STATES_LIKE_CITIES else name


@dataclass(frozen=True)
class ResolvedPlace:
    """A place to search from. Coordinates are in degrees; names are as displayed.

    `members` are the (state, county) of a region, (state, "") for a whole state. A region in
    several states has no state of its own. `shares_name`: another city of the state is called so.
    """

    kind: str
    name: str
    state: str
    zip: str
    county: str
    latitude: float
    longitude: float
    shares_name: bool = False
    members: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, row: Place | Entry) -> "ResolvedPlace":
        return cls(
            kind=row.kind,
            name=row.name,
            state=row.state,
            zip=row.zip,
            county=row.county,
            latitude=row.latitude,
            longitude=row.longitude,
            shares_name=row.shares_name,
            members=members_of(row.members),
        )

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states it lies in, in part at least."""
        return tuple(dict.fromkeys(state for state, _county in self.members)) or (self.state,)

    @property
    def precision(self) -> str:
        """What the coordinates are: "zip centre", "city centre" and so on (not translated)."""
        return f"{self.kind} centre"

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)

    @property
    def label(self) -> str:
        """The place as people write it."""
        if self.kind == Kind.ZIP:
            return _("ZIP %(zip)s") % {"zip": self.zip}
        if self.state in STATES_LIKE_CITIES and self.kind == Kind.STATE:
            return _("%(name)s State") % {"name": self.name}
        if self.shares_name:
            return f"{self.name}, {self.state} ({self.county})"
        return self.query

    @property
    def in_sentence(self) -> str:
        """The label as a sentence has it, as after "near"; that is then made `text.fluent`."""
        if self.kind == Kind.ZIP:
            return _("ZIP code %(zip)s") % {"zip": self.zip}
        if self.state in STATES_LIKE_CITIES and self.kind == Kind.STATE:
            return _("the state of %(name)s") % {"name": self.name}
        return self.label

    @property
    def label_with_city(self) -> str:
        """The label; a ZIP code, by which a neighborhood is known, says little without its city."""
        if self.kind == Kind.ZIP:
            return f"{self.label} ({self.name}, {self.state})"
        return self.label

    @property
    def query(self) -> str:
        """What to type to get this place again (not translated)."""
        if self.kind == Kind.ZIP:
            return self.zip
        if self.kind == Kind.STATE:
            return state_query(self.state)
        if self.shares_name:
            return f"{self.name}, {self.county}, {self.state}"
        if self.kind == Kind.REGION and (not self.state or STATES[self.state].name in self.name):
            return self.name
        return f"{self.name}, {self.state}"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Resolution:
    """The place that a text was understood as.

    If it wasn't understood, `place` and `why` are None. `message` is a sentence for the person
    who typed the text: why it wasn't understood, or how it was if that isn't obvious.
    `other_places` are places they may have meant instead, the likeliest first. An empty text
    has no place and no message.
    """

    query: str
    place: ResolvedPlace | None = None
    why: Why | None = None
    other_places: tuple[ResolvedPlace, ...] = ()
    message: str = ""
