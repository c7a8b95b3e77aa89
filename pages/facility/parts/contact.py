"""Whom to call, as pages/facility/_contact.html has it."""

from types import SimpleNamespace

from django.utils.translation import get_language

from facilities.listings.phones import in_parts
from pages.facility.parts.said import filled
from pages.parts.cutting import cut, cuts, escaped, mark


def contact_html(page):
    """Return the HTML; `page`: the context of a facility's page."""
    kinds = _kinds(page)
    text, nodes = _contact(get_language(), kinds, bool(page["numbers"]))
    facility = page["facility"]
    values = {"age": page["sources"].age, "id": facility.public_id, "name": facility.name}
    for place, number in enumerate(page["numbers"]):
        values[f"uri{place}"], values[f"extension{place}"] = number.uri, number.extension
        values[f"call{place}"], values[f"kind{place}"] = number.call_label, number.kind_label
        values[f"bare{place}"] = in_parts(number.display, number.e164).number
        values[f"shared{place}"] = number.shared
    return text % {**escaped(values), **filled(nodes, page)}


def _kinds(page):
    """Return what decides which words stand beside each number, None for what is rare.

    Rare is a number that can't be dialed, with more words than its own, or put right.
    """
    corrected = page["corrected"]
    if corrected.is_number_sought or corrected.phone or corrected.numbers:
        return None
    kinds = []
    for number in page["numbers"]:
        if not number.uri or number.answered_by:
            return None
        if in_parts(number.display, number.e164).has_words:
            return None
        kinds.append((number.kind, bool(number.extension), number.shared_by > 1))
    return tuple(kinds)


def _cut_contact(_language, kinds, has_numbers):
    """Return its Cut; `kinds`: of the numbers, None to have them made by the template."""
    shown = {"age": mark("age"), "facility": {"public_id": mark("id"), "name": mark("name")}}
    if kinds is None:
        return cut("pages/facility/_contact.html", shown | {"numbers": has_numbers}, ["calls"])
    numbers = [_marked(place, *kind) for place, kind in enumerate(kinds)]
    return cut("pages/facility/_contact.html", shown | {"numbers": numbers, "corrected": {}})


def _marked(place, kind, has_extension, is_shared):
    """Return a number that prints as marks: no digits are read out of them."""
    return SimpleNamespace(
        kind=kind,
        uri=mark(f"uri{place}"),
        display=mark(f"bare{place}"),
        e164=mark("e164"),
        extension=has_extension and mark(f"extension{place}"),
        shared=is_shared and mark(f"shared{place}"),
        call_label=mark(f"call{place}"),
        kind_label=mark(f"kind{place}"),
        answered_by="",
    )


_contact = cuts(_cut_contact, most=300)
