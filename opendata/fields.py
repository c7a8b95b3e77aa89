"""Every field of the data files: one registry, of which all descriptions and all files are made.

`meaning`, `unit` and `empty` are English, as the files are: they go into machine-readable
descriptions and into dictionary.csv.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "strings", "number", "integer", "boolean", "date", "moment"]
LISTING, SITE = "the listings", "this site"
ALWAYS = ""  # never empty


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `kind`: "strings" is a list; where a format has none, `between` stands between."""

    name: str
    kind: Kind
    meaning: str
    source: str = LISTING
    unit: str = ""
    empty: str = ALWAYS
    between: str = " "
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `key`: the fields that tell its rows apart; `refers`: {field: (table, field)}."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


_OF_FACILITY = ("facility_id", "facilities", "id")
_FACILITY_ID = Field("facility_id", "string", "The facility, by its `id`.", SITE)
_NO_POINT = "the address is withheld, or no table or geocoder knows the point"
_WITHHELD = "the address is withheld (`address_withheld`), or no list gives it"
_NOT_GIVEN = "no list gives it"

FACILITIES = Table(
    "facilities",
    "Facilities: a row for each place that the newest lists have",
    (
        Field("id", "string", "Identifier, which a facility keeps from edition to edition.", SITE),
        Field("url", "string", "Its page; a path where the site's name isn't set.", SITE),
        Field("name", "string", "Name of the facility, as listed."),
        Field("program", "string", "Name of the program, as listed.", empty=_NOT_GIVEN),
        Field("street", "string", "Street address, with suite or floor.", empty=_WITHHELD),
        Field("city", "string", "City of the address."),
        Field("state", "string", "State or territory, two letters."),
        Field("zip", "string", "ZIP code: five digits, leading zeros kept.", empty=_NOT_GIVEN),
        Field(
            "county", "string", "County: of the listing, or of the ZIP code.",
            empty="no list gives it, and the ZIP code isn't known",
        ),
        Field(
            "address_withheld", "boolean",
            "The place keeps its address to itself: don't look it up, and don't guess it.",
        ),
        Field(
            "status", "string", "Whether the newest lists have it.", SITE,
            values=("open", "unlisted", "closed"),
        ),
        Field(
            "certification", "string", "As an opioid treatment program, by SAMHSA's directory.",
            empty="that directory lacks it, or isn't loaded here: not a no",
            values=("full", "provisional"),
        ),
        Field(
            "certified_since", "date", "Day of the first full certification.",
            empty="not certified in full, or that directory doesn't say since when",
        ),
        Field("phone", "string", "Main number, as listed.", empty=_NOT_GIVEN),
        Field(
            "phone_uri", "string", "Main number to dial (RFC 3966).",
            empty="no main number, or one that can't be dialed as it is listed",
        ),
        Field("website", "string", "Address of its website.", empty=_NOT_GIVEN),
        Field("latitude", "number", "Latitude (WGS 84).", unit="degrees", empty=_NO_POINT),
        Field("longitude", "number", "Longitude (WGS 84).", unit="degrees", empty=_NO_POINT),
        Field(
            "precision", "string",
            "What the point is. `source`, `street`: the place itself. `zip`, `city`: the center "
            "of an area, never a door.",
            SITE, values=("source", "street", "zip", "city", "unknown"),
        ),
        Field(
            "position_from", "string", "Table or geocoder that gave a `street` point, and since "
            "when.", SITE, empty="the listing or the area gave the point, or there is none",
        ),
        Field(
            "codes", "strings", "Codes of its listings, in the lists' own words.",
            empty="no list gives any",
        ),
        Field(
            "highlights", "strings", "Sentences that the operator of this site wrote.", SITE,
            empty="the operator wrote none", between="\n",
        ),
        Field(
            "updated_at", "moment", "When what this says was recorded to have changed last.", SITE,
            unit="UTC",
        ),
    ),
    ("id",),
)  # fmt: skip

SERVICES = Table(
    "services",
    "Services: what sources say of each service of each facility. No row: they don't say, "
    "which is not a no",
    (
        _FACILITY_ID,
        Field("service", "string", "The service, by its `slug`.", SITE),
        Field(
            "answer", "string",
            "`offered`: a source says so, or we asked. `not_offered`: a source says so, it left "
            "blank what is known to mean no, or we asked.",
            values=("offered", "not_offered"),
        ),
    ),
    ("facility_id", "service"),
    (_OF_FACILITY, ("service", "service_names", "slug")),
)  # fmt: skip

PHONES = Table(
    "phones",
    "Phones: every number of each facility, the first to try first for starting treatment",
    (
        _FACILITY_ID,
        Field("position", "integer", "Order in which to try them, from 1.", SITE),
        Field(
            "kind", "string", "`intake`: the source gives it for admissions.",
            values=("main", "intake", "other"),
        ),
        Field("display", "string", "The number, as listed."),
        Field(
            "uri", "string", "The number to dial (RFC 3966).",
            empty="it can't be dialed as it is listed",
        ),
        Field("extension", "string", "Extension to dial after it.", empty="it has none"),
        Field(
            "answered_by", "string", "Who answers, where it isn't the facility itself.", SITE,
            empty="nobody else is known to",
        ),
        Field(
            "shared_by", "integer", "How many listed facilities give the same number, this one "
            "included.", SITE, "facilities",
        ),
    ),
    ("facility_id", "position"),
    (_OF_FACILITY,),
)  # fmt: skip

LISTINGS = Table(
    "listings",
    "Listings: which current editions list each facility, the newest first",
    (
        _FACILITY_ID,
        Field("position", "integer", "From 1, the newest edition.", SITE),
        Field("edition", "string", "The edition, by its `id`.", SITE),
    ),
    ("facility_id", "position"),
    (_OF_FACILITY, ("edition", "editions", "id")),
)

EDITIONS = Table(
    "editions",
    "Editions: the published lists that facilities come from",
    (
        Field("id", "string", "Identifier within these files.", SITE),
        Field("kind", "string", "What kind of list it is.", SITE),
        Field("year", "integer", "Of which year.", unit="year"),
        Field("title", "string", "Title of the list."),
        Field("publisher", "string", "Who publishes it."),
        Field("is_demo", "boolean", "Every facility in it is invented.", SITE),
    ),
    ("id",),
)

CORRECTIONS = Table(
    "corrections",
    "Corrections: where the other tables differ from what the lists say, as somebody checked",
    (
        _FACILITY_ID,
        Field("position", "integer", "From 1.", SITE),
        Field("what", "string", "What was wrong.", SITE),
        Field("service", "string", "The service that it is about.", SITE,
              empty="it isn't about a service"),
        Field("removed", "boolean", "It is wrong, and what is right isn't known.", SITE),
        Field("confirmed_on", "date", "When it was checked.", SITE),
        Field("confirmed_by", "string", "How it was checked.", SITE,
              values=("call", "website", "writing", "visit")),
    ),
    ("facility_id", "position"),
    (_OF_FACILITY,),
)  # fmt: skip

SERVICE_NAMES = Table(
    "service_names",
    "Names of services, by group",
    (
        Field("slug", "string", "Identifier of the service.", SITE),
        Field("name", "string", "Its name.", SITE),
        Field("group", "string", "Identifier of its group.", SITE),
        Field("group_name", "string", "Name of its group.", SITE),
        Field(
            "polarity", "string", "`declines`: it says what isn't done, so only a yes is known.",
            SITE,
        ),
        Field("codes", "strings", "Codes of the lists that make it.", empty="no code makes it"),
    ),
    ("slug",),
)  # fmt: skip

TABLES = (FACILITIES, SERVICES, PHONES, LISTINGS, EDITIONS, CORRECTIONS, SERVICE_NAMES)
