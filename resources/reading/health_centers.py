"""HRSA's "Health Center Service Delivery and Look-Alike Sites": told by its own header."""

from collections.abc import Iterable, Mapping

from resources.kinds import Setting

TITLE = "Health Center Service Delivery and Look-Alike Sites"
PUBLISHER = "Health Resources and Services Administration (HRSA)"
URL = "https://data.hrsa.gov/data/download"

# Columns in lower case, as tables are read.
STATUS, SITE_TYPE = "site status description", "health center type description"
PLACE = "health center service delivery site location setting description"
LOCATION_TYPE = "health center location type description"
FIELDS = {
    "name": "site name",
    "street": "site address",
    "city": "site city",
    "state": "site state abbreviation",
    "zip": "site postal code",
    "phone": "site telephone number",
    "website": "site web address",
    "hours_per_week": "operating hours per week",
    "longitude": "geocoding artifact address primary x coordinate",
    "latitude": "geocoding artifact address primary y coordinate",
}
# Without these it isn't known who is open to patients, so the file isn't taken for HRSA's.
TELLING = {STATUS, SITE_TYPE, *(FIELDS[field] for field in "name street city state zip".split())}
SERVES_PATIENTS = {"service delivery site", "administrative/service delivery site"}
# Nobody can walk into the first; where the second is, isn't for everybody to know.
NOT_FOR_VISITORS = {"correctional facility", "domestic violence"}
SETTINGS = {
    "mobile van": Setting.MOBILE,
    "seasonal": Setting.SEASONAL,
    "school": Setting.SCHOOL,
    "nursing home": Setting.NURSING_HOME,
}


def fields_of(columns: Iterable[str]) -> dict[str, str]:
    """Return {field: column} of those that a file of HRSA has."""
    here = set(columns)
    return {field: column for field, column in FIELDS.items() if column in here}


def left_out(raw: Mapping[str, str]) -> str:
    """Return why a site isn't one that patients can go to, "" if it is."""
    if (status := raw.get(STATUS, "").strip()).casefold() != "active":
        return f"{STATUS}: {status or 'empty'}"
    if (site_type := raw.get(SITE_TYPE, "").strip()).casefold() not in SERVES_PATIENTS:
        return f"{SITE_TYPE}: {site_type or 'empty'}"
    if (place := raw.get(PLACE, "").strip()).casefold() in NOT_FOR_VISITORS:
        return f"{PLACE}: {place}"
    return ""


def setting_of(raw: Mapping[str, str]) -> str:
    """Return the Setting of a site that visitors need to know, or ""."""
    for column in (LOCATION_TYPE, PLACE):
        if setting := SETTINGS.get(raw.get(column, "").strip().casefold()):
            return setting.value
    return ""
