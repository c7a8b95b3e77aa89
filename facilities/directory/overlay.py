"""Corrections laid over a composed facility: what the source says of each, and what is right.

A composed facility is what `compose` returns: (fields, phones, codes).
"""

from types import SimpleNamespace

from facilities.directory.matching import STREET_WORDS, words_in
from facilities.directory.phones import numbers_in
from facilities.directory.records import PhoneRecord
from facilities.models import Correction, slug_for

What = Correction.What
ADDRESS = ("street", "street2", "city", "state", "zip")
# Of an address, what a position comes from: another suite is still the same door.
PLACED_BY = ("street", "city", "state", "zip")


def source_says(correction, composed, listed, codes):
    """
    Return in words what the listings say of what a Correction is about; "" for nothing.

    `composed`, without any correction, is of the `Listed` records; `codes` make the service.
    """
    fields, phones, held = composed
    match correction.what:
        case What.PHONE:
            return _to_call(phones).display if phones else ""
        case What.ADDRESS:
            return _address(fields)
        case What.WEBSITE:
            return fields["website"]
        case What.CLOSED:
            return ", ".join(sorted({f"{one.kind} {one.year}" for one in listed}))
        case What.NOT_OFFERED:
            return " ".join(sorted(codes.intersection(held)))


def agrees(correction, composed, codes):
    """
    Tell whether the listings now say what a Correction does, so that nobody needs it more.

    That none lists a place doesn't say that it closed: directories leave out whoever didn't
    answer them. And as long as one of several still gives a wrong number, it is kept off.
    """
    fields, phones, held = composed
    match correction.what:
        case What.PHONE:
            right = number_of(correction, fields["state"])
            is_right = bool(phones) and _to_call(phones).dialled == right.dialled
            return is_right and not any(_is_wrong(correction, one, fields) for one in phones)
        case What.ADDRESS:
            return _plain_address(_address(fields)) == _plain_address(correction.address)
        case What.WEBSITE:
            return _plain_site(fields["website"]) == _plain_site(correction.website)
        case What.NOT_OFFERED:
            return not codes.intersection(held)
    return False


def is_news(correction, says):
    """Tell whether the listings say neither what they did nor what was confirmed."""
    if correction.what in (What.CLOSED, What.NOT_OFFERED):
        apart = ", " if correction.what == What.CLOSED else None
        return not set(says.split(apart)) - {""} <= set(correction.said.split(apart))
    plain = {What.ADDRESS: _plain_address, What.WEBSITE: _plain_site}.get(correction.what, _dialled)
    return plain(says) not in (plain(correction.said), plain(correction.right))


def lay(correction, composed, positions, codes):
    """Return a composed facility with one Correction laid over it."""
    fields, phones, held = composed
    match correction.what:
        case What.PHONE:
            return fields, _with_number(correction, phones, fields), held
        case What.ADDRESS:
            return _at_address(correction, fields, positions), phones, held
        case What.WEBSITE:
            return {**fields, "website": correction.website}, phones, held
        case What.CLOSED:
            return {**fields, "status": "closed"}, phones, held
        case What.NOT_OFFERED:
            return fields, phones, tuple(code for code in held if code not in codes)
    return composed


def number_of(correction, state):
    """Return the Number that a Correction gives."""
    return numbers_in(correction.phone, state)[0]


def _to_call(phones):
    return next((one for one in phones if one.kind == "main"), phones[0])


def _dialled(text):
    """Return what a number in words dials; in which state its country code is another's
    doesn't matter to tell two of them apart."""
    return {number.dialled for number in numbers_in(text)}


def _is_wrong(correction, phone, fields):
    """Tell whether a PhoneRecord is the number that was found to be wrong."""
    wrong = {number.dialled for number in numbers_in(correction.said, fields["state"])}
    return phone.display == correction.said or phone.dialled in wrong


def _with_number(correction, phones, fields):
    right = number_of(correction, fields["state"])
    main = PhoneRecord("main", right.display, right.e164, right.extension)
    shown = _to_call(phones) if phones else None
    others = [
        one
        for one in phones
        if one is not shown
        and one.dialled != main.dialled
        and not _is_wrong(correction, one, fields)
    ]
    return main, *others


def _at_address(correction, fields, positions):
    new = {
        "street": correction.street,
        "street2": correction.street2,
        "city": correction.city,
        "state": correction.state_code,
        "zip": correction.zip,
    }
    moved = {**fields, **new, "slug": slug_for(fields["name"], correction.city)}
    if all(fields[name] == new[name] for name in PLACED_BY):
        return moved
    there = SimpleNamespace(**new, latitude=None, longitude=None, address_withheld=False)
    position, centre = positions.of(there), positions.zips.get(correction.zip)
    return moved | {
        "latitude": position.latitude,
        "longitude": position.longitude,
        "precision": position.precision,
        "county": centre.county if centre else "",
    }


def _address(fields):
    if fields["address_withheld"]:
        return ""
    street = ", ".join(filter(None, [fields["street"], fields["street2"]]))
    return ", ".join(filter(None, [street, f"{fields['city']}, {fields['state']} {fields['zip']}"]))


def _plain_address(text):
    return words_in(text, STREET_WORDS)


def _plain_site(text):
    return text.casefold().partition("://")[2].removeprefix("www.").rstrip("/")
