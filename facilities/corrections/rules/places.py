"""Corrections of where a facility is: another address, or one that must not be shown."""

from types import SimpleNamespace

from facilities.corrections.rules.rule import Rule
from facilities.listings.compose import Location
from facilities.models import slug_for
from text.abbreviations import street_in_short
from text.analysis import words

# Of an address, what a position comes from: another suite is still the same door.
PLACED_BY = ("street", "city", "state", "zip")
AREA = ("city", "state", "zip")


class Address(Rule):
    """It is somewhere else: where its correction says, else where a geocoder or its ZIP code."""

    def says(self, one, composed, listed, codes):
        fields = composed.fields
        return "" if fields["address_withheld"] else _in_words(fields)

    def agrees(self, one, composed, codes):
        return _plain(self.says(one, composed, (), codes)) == _plain(one.address)

    def is_news(self, one, says):
        return _plain(says) not in (_plain(one.said), _plain(one.address))

    def lay(self, one, composed, positions, codes):
        new = _given(one, address_withheld=False)
        if one.latitude is not None:
            return _at(new, composed, positions, Location(one.latitude, one.longitude, "street"))
        if all(composed.fields[name] == new[name] for name in PLACED_BY):
            return composed.with_fields(**new)
        return _at(new, composed, positions)


class Withheld(Address):
    """
    Only its city and ZIP code may be known: from here on it is like one whose source withholds
    the address, everywhere.

    No edition ends that: one that withholds it may be followed by one that doesn't. It gives
    no street: the database sees to that.
    """

    def says(self, one, composed, listed, codes):
        return _in_words(composed.fields)

    def agrees(self, one, composed, codes):
        return False

    def lay(self, one, composed, positions, codes):
        return _at(_given(one, address_withheld=True), composed, positions)


def _given(one, **more):
    """Return the address a Correction gives as {field of Facility: value}, with `more`."""
    return {
        "street": one.street,
        "street2": one.street2,
        "city": one.city,
        "state": one.state_code,
        "zip": one.zip,
        **more,
    }


def _at(new, composed, positions, position=None):
    """Return a Composed with the address of `new`, {field: value}, at a Location or found anew."""
    fields, centre = composed.fields, positions.zips.get(new["zip"])
    there = SimpleNamespace(**new, latitude=None, longitude=None)
    position = position or positions.of(there)
    is_near = all(fields[name] == new[name] for name in AREA)
    return composed.with_fields(
        **new,
        slug=slug_for(fields["name"], new["city"]),
        latitude=position.latitude,
        longitude=position.longitude,
        precision=position.precision,
        county=fields["county"] if is_near else centre.county if centre else "",
    )


def _in_words(fields):
    street = ", ".join(filter(None, [fields["street"], fields["street2"]]))
    return ", ".join(filter(None, [street, f"{fields['city']}, {fields['state']} {fields['zip']}"]))


def _plain(text):
    return street_in_short(words(text))
