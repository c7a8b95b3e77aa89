"""The parameters of the API, as its OpenAPI description tells them."""

from drf_spectacular.utils import OpenApiParameter

from api.filters import FORMATS, LARGEST_PAGE_SIZE
from search.filters import LAST_PAGE, LONGEST_TEXT, SERVICE_PARAMETERS, SORTS
from search.query import REACHES


def text_parameter(name, description):
    schema = {"type": "string", "maxLength": LONGEST_TEXT}
    return OpenApiParameter(name, schema, description=description)


def number_parameter(name, highest, description):
    schema = {"type": "integer", "minimum": 1, "maximum": highest}
    return OpenApiParameter(name, schema, description=description)


LIST_PARAMETERS = [
    text_parameter("where", "ZIP code, city, state, or both. A state lists all it holds."),
    text_parameter("q", "Kinds of care, payment, people in plain words; else words of a name."),
    *(
        OpenApiParameter(
            name, str, many=True, description="Slug of a service, see /api/v1/services/."
        )
        for name in SERVICE_PARAMETERS
    ),
    OpenApiParameter(
        "include",
        str,
        many=True,
        description="serves-only: places for certain people only, too. The slug of a group: "
        "places that don't report what is asked for in it, too.",
    ),
    OpenApiParameter("radius", int, enum=REACHES, description="Miles around a city or ZIP code."),
    OpenApiParameter("sort", str, enum=[value for value, _label in SORTS]),
    number_parameter("page", LAST_PAGE, "Which page."),
    number_parameter("page_size", LARGEST_PAGE_SIZE, "Facilities on a page."),
    OpenApiParameter(
        "format",
        str,
        enum=[value for value, _label in FORMATS],
        description="GeoJSON and CSV hold every result, not a page. While others download large "
        "files, one may be asked to wait (429).",
    ),
]
