"""Examples for the OpenAPI description: an invented facility, with a number that is nobody's."""

from drf_spectacular.utils import OpenApiExample

from programs.problems import CONTENT_TYPE

PHONE = {
    "display": "617-555-0101",
    "uri": "tel:+16175550101",
    "extension": "",
    "answered_by": "",
}
FACILITY = {
    "id": "2b3c4d5f",
    "url": "https://find.example.org/facility/2b3c4d5f/birch-clinic-boston/",
    "name": "Birch Clinic",
    "program": "",
    "street": "1 Main Street",
    "city": "Boston",
    "state": "MA",
    "zip": "02118",
    "county": "Suffolk County",
    "address_withheld": False,
    "status": "open",
    "certification": None,
    "phone": PHONE,
    "intake_phones": [],
    "phones": [{**PHONE, "kind": "main", "shared_by": 1}],
    "website": "https://birch.example.org/",
    "latitude": 42.3385,
    "longitude": -71.0706,
    "precision": "zip",
    "position_from": "",
    "distance_miles": 1.2,
    "services": ["outpatient", "buprenorphine", "medicaid"],
    "not_offered": ["detox"],
    "codes": ["BU", "MD", "OP", "SA"],
    "highlights": [],
    "listed_in": [
        {
            "kind": "su",
            "year": 2023,
            "title": "National Directory of Drug and Alcohol Use Treatment Facilities",
            "publisher": "SAMHSA",
            "is_demo": True,
        }
    ],
    "corrected": [],
    "updated_at": "2026-11-30T04:00:00Z",
}
UNKNOWN_PLACE = {
    "type": "/api/v1/problems/unknown-place/",
    "title": "This place isn't known",
    "status": 400,
    "detail": "where: We don't know “Bostn, NH”.",
    "errors": {"where": ["We don't know “Bostn, NH”."]},
    "other_places": [],
}
A_FACILITY = OpenApiExample("A facility", value=FACILITY, response_only=True)
A_PROBLEM = OpenApiExample(
    "A place that isn't known",
    value=UNKNOWN_PLACE,
    media_type=CONTENT_TYPE,
    response_only=True,
    status_codes=["400"],
)


def of_parameter(*values: str) -> list[OpenApiExample]:
    """Return what a parameter may be, for example."""
    return [OpenApiExample(value, value=value) for value in values]
