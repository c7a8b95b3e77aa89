"""The parameters of the API, as its OpenAPI description tells them."""

from drf_spectacular.utils import OpenApiParameter

from api.filters import FORMATS, LARGEST_PAGE_SIZE
from api.lists.examples import of_parameter
from api.lists.pages import BY_ID
from search.filters import LONGEST_TEXT, MATCHES, SERVICE_PARAMETERS, SORTS
from search.query import REACHES


def text_parameter(name, description, *values):
    """Describe a text; `values`: what it may be, for example."""
    schema = {"type": "string", "maxLength": LONGEST_TEXT}
    return OpenApiParameter(name, schema, description=description, examples=of_parameter(*values))


def number_parameter(name, description, **bounds):
    schema = {"type": "integer", "minimum": 1, **bounds}
    return OpenApiParameter(name, schema, description=description)


def file_header(name, schema, description):
    """Describe a header of the answers that are files."""
    return OpenApiParameter(name, schema, "header", description=description, response=[200])


SEARCH_PARAMETERS = [
    text_parameter(
        "where",
        "ZIP code, city, state, or both. A state lists all it holds. A place that isn't known "
        "is an error (400), with places that were perhaps meant.",
        "02118",
        "Canton, MA",
        "Ohio",
    ),
    text_parameter(
        "q",
        "Kinds of care, payment, people in plain words; else words of a name.",
        "detox that takes Medicaid",
    ),
    *(
        OpenApiParameter(
            name, str, many=True, description="Slug of a service, see /api/v1/services/."
        )
        for name in SERVICE_PARAMETERS
    ),
    OpenApiParameter(
        "match",
        str,
        enum=[value for value, _label in MATCHES],
        description="Whether a place must offer `all` kinds of care asked for, as usual, or `any`.",
    ),
    OpenApiParameter(
        "include",
        str,
        many=True,
        description="serves-only: places for certain people only, too. mental-health: "
        "those that list no substance use treatment, too. The slug of a group: "
        "places that don't report what is asked for in it, too.",
    ),
    OpenApiParameter("radius", int, enum=REACHES, description="Miles around a city or ZIP code."),
    text_parameter(
        "box",
        "west,south,east,north in degrees, two decimals at most: those whose position is published "
        "and lies in it, instead of those around `where`, from where distances are still measured. "
        "Past the 180th meridian longitudes go on: "
        "-188,51,-170,55.",
        "-71.20,42.20,-70.90,42.50",
    ),
]
LIST_PARAMETERS = [
    *SEARCH_PARAMETERS,
    OpenApiParameter(
        "sort",
        str,
        enum=[*(value for value, _label in SORTS), BY_ID],
        description="Nearest first, by name, or by id: whoever follows `next` from id to id misses "
        "nobody, even while the directory changes.",
    ),
    OpenApiParameter(
        "cursor",
        {"type": "string", "pattern": "^[0-9a-z]{1,12}$"},
        description="Where a list by id goes on; taken from `next`.",
    ),
    number_parameter("page", "Which page. The answer's `next` leads on, to the last result."),
    number_parameter("page_size", "Facilities on a page.", maximum=LARGEST_PAGE_SIZE),
    OpenApiParameter(
        "format",
        str,
        enum=[value for value, _label in FORMATS],
        description="csv and geojson lead to `/api/v1/facilities.csv` and `.geojson`.",
    ),
]
# A file holds every result, not a page. While others download large ones, one may be asked to
# wait (429).
FILE_PARAMETERS = [
    *SEARCH_PARAMETERS,
    OpenApiParameter(
        "sort",
        str,
        enum=[value for value, _label in SORTS],
        description="Nearest first, as usual, or by name.",
    ),
    file_header("Finder-Count", int, "How many facilities the file holds."),
    file_header(
        "Finder-Left-Out",
        str,
        "`left_out` as a list of RFC 9651, “serves-only;count=4, payment;count=2”.",
    ),
    file_header("Finder-Left-Out-Total", int, "How many places the search leaves out."),
    file_header("Finder-Unlisted-Total", int, "`unlisted_total`."),
]
PUBLIC_ID = OpenApiParameter(
    "public_id",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "path",
    description="The `id` of a facility; of one that was merged, too.",
)
