"""The nearest other places of a kind, as pages/facility/_similar.html has them."""

from types import SimpleNamespace

from django.utils.translation import get_language

from facilities.listings.phones import in_parts
from facilities.numbers import INTAKE, NumberToCall
from facilities.templatetags.facilities_tags import age_of
from facilities.wording import short_name
from pages.facility.parts.same import same_html
from pages.parts.cutting import cut, cuts, escaped, mark

FOLDER = "pages/facility"


def similar_html(page):
    """Return the HTML; `page`: the context of a facility's page."""
    shown, facility = page["similar"], page["facility"]
    text, nodes = _similar(get_language(), bool(shown.places))
    care = short_name(shown.service.name)
    values = {
        "where": facility.zip or facility.city,
        "slug": shown.service.slug,
        "city": facility.city,
        "care": care,
    }
    html = {**escaped(values), "places": "".join(map(_place_html, shown.places))}
    if "intro" in nodes:
        html["intro"] = same_html("intro", nodes["intro"], page, (care, age_of(shown.places)))
    return text % html


def _cut_similar(_language, has_places):
    service = SimpleNamespace(name=mark("care"), slug=mark("slug"))
    shown = {
        "similar": {"places": has_places, "service": service},
        "facility": {"zip": mark("where"), "city": mark("city")},
    }
    return cut(f"{FOLDER}/_similar.html", shown, ["intro", "places"])


def _place_html(place):
    """Return the HTML of a Neighbor."""
    numbers = [number for number in place.numbers if number.e164]
    kinds = tuple((number.kind == INTAKE, bool(number.extension)) for number in numbers)
    names = ("url", "name", "city", "state", "far", "only")
    values = {name: getattr(place, name) for name in names}
    for n, number in enumerate(numbers):
        values[f"line{n}"], values[f"extension{n}"] = number.e164, number.extension
        values[f"bare{n}"] = in_parts(number.display, number.e164).number
    return _place(get_language(), bool(place.only), place.note, kinds) % escaped(values)


def _cut_place(_language, has_only, note, kinds):
    """Return the text of a place; `kinds` of numbers: for admissions, with an extension."""
    place = {name: mark(name) for name in ("url", "name", "city", "state", "far")}
    numbers = [
        NumberToCall(
            kind=INTAKE if is_intake else "",
            display=mark(f"bare{n}"),
            e164=mark(f"line{n}"),
            extension=mark(f"extension{n}") if has_extension else "",
            answered_by="",
            shared_by=1,
        )
        for n, (is_intake, has_extension) in enumerate(kinds)
    ]
    shown = {**place, "only": has_only and mark("only"), "note": note, "numbers": numbers}
    return cut(f"{FOLDER}/_similar_place.html", {"place": shown}).text


_similar, _place = cuts(_cut_similar, most=20), cuts(_cut_place, most=300)
