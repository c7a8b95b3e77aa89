"""Which column of a file says what, by the names that columns usually bear."""

import re
from collections.abc import Iterable

from facilities.listings.readers.source import FileError

# {field: names of its column without case, spaces and signs, the best first}
NAMES = {
    "name": "name name1 sitename programname facilityname locationname organizationname agencyname "
    "housename meetingname meeting groupname program organization organisation agency site title",
    "street": "street street1 address address1 streetaddress addressline1 siteaddress addr "
    "addrfull",
    "house_number": "addrhousenumber housenumber",
    "street_name": "addrstreet streetname",
    "city": "city town sitecity municipality addrcity",
    "state": "state statecode stateabbreviation stateabbr st addrstate",
    "zip": "zip zipcode zip5 postalcode postcode addrpostcode",
    "latitude": "latitude lat y",
    "longitude": "longitude lon lng long x",
    "phone": "phone phonenumber telephone telephonenumber tel contactphone phone1",
    "website": "website url web webaddress websiteurl link homepage contactwebsite",
    "hours": "hours hoursofoperation openinghours operatinghours businesshours schedule when",
    "day": "day days weekday dayofweek",
    "time": "time starttime",
    "end_time": "endtime",
    "hours_per_week": "hoursperweek operatinghoursperweek weeklyhours",
    "languages": "languages language languagesspoken",
    "notes": "notes note description details comments services",
}
WORDS = re.compile(r"[^a-z0-9]+")


def plain(column: str) -> str:
    """Return a column's name without case, spaces and signs."""
    return WORDS.sub("", column.casefold())


def fields_of(columns: Iterable[str]) -> dict[str, str]:
    """Return {field: the file's own name of its column}, or raise FileError.

    A file needs a name, and something that says where a place is.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(plain(column), column)
    fields: dict[str, str] = {}
    for field, names in NAMES.items():
        if name := next((name for name in names.split() if name in by_name), ""):
            fields[field] = by_name[name]
    if "name" not in fields:
        raise FileError("no column has the places' names; call it “name”")
    if not ({"zip", "city", "latitude"} & fields.keys()):
        raise FileError(
            "no column says where the places are; give “city” and “state”, “zip”, or “latitude” "
            "and “longitude”"
        )
    if ("latitude" in fields) != ("longitude" in fields):
        raise FileError("there is only one of the columns “latitude” and “longitude”; give both")
    return fields
