"""A correction of where a facility is."""

import re
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Kind
from facilities.listings.cleaning import clean_city, clean_state, clean_text, clean_zip
from facilities.listings.locations import Location, Locations
from facilities.listings.records import RowError
from facilities.models import Correction, Facility, slug_for
from places.gazetteer.zips import zip_centres
from text.abbreviations.streets import street_in_short
from text.analysis import words

# Of an address, what a location comes from: another suite is still the same door.
PLACED_BY = ("street", "city", "state", "zip")
AREA = ("city", "state", "zip")
CLEANERS = {"city": clean_city, "state_code": clean_state, "zip": clean_zip, "street": clean_text}
# As maps give it. With fewer digits it would be some street nearby, not the door.
POINT = re.compile(r"\(?\s*(-?\d{1,3}\.\d{4,15})\s*[,; ]\s*(-?\d{1,3}\.\d{4,15})\s*\)?")
NO_POINT = _("Enter both, with four or more digits after the decimal point: 42.15869, -71.14480.")
ELSEWHERE = _(
    "This point isn't in that state, or is far from that ZIP code. Latitude comes "
    "first. In the United States, longitude almost always starts with a minus sign."
)


class AddressKind(Kind):
    """It is somewhere else: where its correction says, else where a geocoder or its ZIP code."""

    value = Correction.Kind.ADDRESS
    boxes: tuple[str, ...] = ("street", "street2", "city", "state_code", "zip", "point")
    optional = frozenset({"street2", "point"})
    gives_address = True
    changes_matching = True
    part = "address"
    provenance_words = _("Address corrected %(date)s, %(how)s")

    def objection(self, facility):
        if facility.address_withheld:
            return _("Its address is kept private, so it can't be shown here.")
        return ""

    def clean(self, values, correction, facility, source):
        values["street2"] = clean_text(values["street2"])
        for name, cleaner in CLEANERS.items():
            try:
                values[name] = values[name] and cleaner(values[name])
            except RowError:
                return {name: _("Something is wrong with this.")}
        if values["zip"] and values["zip"] not in zip_centres():
            return {"zip": _("There is no such ZIP code, so it couldn't be found.")}
        return _clean_point(values, correction) if values["street"] else {}

    def says(self, correction, composed, listed, codes):
        return self.overview(composed)

    def overview(self, composed):
        return "" if composed.fields["address_withheld"] else in_words(composed.fields)

    def agrees(self, correction, composed, codes):
        return _plain(self.overview(composed)) == _plain(correction.address)

    def is_news(self, correction, says):
        return _plain(says) not in (_plain(correction.said), _plain(correction.address))

    def lay(self, correction, composed, locations, codes):
        new = given_by(correction, address_withheld=False)
        if correction.latitude is not None:
            location = Location(correction.latitude, correction.longitude, "street")
            return moved(composed, new, locations, location)
        if all(composed.fields[name] == new[name] for name in PLACED_BY):
            return composed.with_fields(**new)
        return moved(composed, new, locations)

    def right(self, correction):
        return correction.address


def _clean_point(values, correction):
    """Note in the correction where its door is, or that nobody said so; return {box: error}."""
    correction.latitude = correction.longitude = None
    if not (text := values["point"]):
        return {}
    if not (match := POINT.fullmatch(text)):
        return {"point": NO_POINT}
    latitude, longitude = map(float, match.groups())
    place = Facility(
        state=values["state_code"], zip=values["zip"], latitude=latitude, longitude=longitude
    )
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    if not is_on_earth or Locations(zip_centres(), {}).of(place).distrusted:
        return {"point": ELSEWHERE}
    correction.latitude, correction.longitude = latitude, longitude
    return {}


def given_by(correction, **fields):
    """Return the address a Correction gives as {field of Facility: value}, with `fields`."""
    return {
        "street": correction.street,
        "street2": correction.street2,
        "city": correction.city,
        "state": correction.state_code,
        "zip": correction.zip,
        **fields,
    }


def moved(composed, new, locations, location=None):
    """Return `composed` at the address `new`, {field: value}, at a Location or where that lies."""
    fields, centre = composed.fields, locations.zips.get(new["zip"])
    place = SimpleNamespace(**new, latitude=None, longitude=None)
    location = location or locations.of(place)
    is_near = all(fields[name] == new[name] for name in AREA)
    return composed.with_fields(
        **new,
        slug=slug_for(fields["name"], new["city"]),
        latitude=location.latitude,
        longitude=location.longitude,
        precision=location.precision,
        position_from=location.source,
        county=fields["county"] if is_near else centre.county if centre else "",
    )


def in_words(fields):
    """Return the address of {field of Facility: value} in one line."""
    street = ", ".join(filter(None, [fields["street"], fields["street2"]]))
    return ", ".join(filter(None, [street, f"{fields['city']}, {fields['state']} {fields['zip']}"]))


def _plain(text):
    return street_in_short(words(text))
