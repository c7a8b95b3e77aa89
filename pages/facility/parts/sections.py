"""Sections of a facility's page, each as its template has it, with what is its own in it."""

from django.utils.translation import get_language

from facilities.templatetags.facilities_tags import bare_number
from pages.facility.parts.answers import fact_html
from pages.facility.parts.said import filled
from pages.facility.parts.same import same_html
from pages.parts.cutting import cut, cut_part, cuts, escaped, mark

FOLDER = "pages/facility"


def bar_html(page):
    """Return what a phone keeps of a facility in view."""
    facility, first = page["facility"], next(iter(page["numbers"]), None)
    if not (first and first.uri) or page["corrected"].is_number_sought:
        first = None
    text = _bar(get_language(), first and first.kind)
    values = {"name": facility.name, "id": facility.public_id}
    if first:
        values |= {"uri": first.uri, "who": first.call_label, "number": bare_number(first)}
    return text % escaped(values)


def _cut_bar(_language, kind):
    """Return its text; `kind`: of the number to call, None for no number."""
    facility = {"name": mark("name"), "public_id": mark("id")}
    number = {"uri": mark("uri"), "kind": kind, "call_label": mark("who")}
    shown = {"facility": facility, "numbers": [number] if kind is not None else []}
    return cut(f"{FOLDER}/_bar.html", shown, ["number"]).text


def facts_html(page):
    """Return what decides, in one screen."""
    has_website = bool(page["facility"].website or page["corrected"].website)
    text, nodes = _facts(get_language(), has_website)
    own = {"facts": "".join(map(fact_html, page["facts"]))}
    if not page["corrected"].address:
        own["address"] = _address_html(page)
    page["has_numbers"] = page["numbers"]
    return text % {**filled(nodes, page, own), **own}


def _cut_facts(_language, has_website):
    shown = {"facility": {"website": has_website}}
    return cut(f"{FOLDER}/_facts.html", shown, ["facts", "address", "website", "lists"])


def _address_html(page):
    """Return where a facility is, of which nobody has corrected that."""
    facility, links = page["facility"], page["directions"]
    lines = ("street", "street2", "city", "state", "zip")
    values = {name: getattr(facility, name) for name in lines} | {"map_link": page["map_link"]}
    for number, (name, link) in enumerate(links):
        values[f"name{number}"], values[f"link{number}"] = name, link
    text = _address(
        get_language(),
        frozenset(name for name in lines if getattr(facility, name)),
        facility.address_withheld,
        bool(page["numbers"]),
        len(links),
    )
    return text % escaped(values)


def _cut_address(_language, lines, is_withheld, has_numbers, links):
    """Return its text; `lines`: those of the address that it has; `links`: how many maps."""
    facility = {name: mark(name) for name in lines} | {"address_withheld": is_withheld}
    shown = {
        "facility": facility,
        "directions": [(mark(f"name{number}"), mark(f"link{number}")) for number in range(links)],
        "map_link": mark("map_link"),
        "has_numbers": has_numbers,
    }
    return cut(f"{FOLDER}/_address.html", shown).text


def sources_html(page):
    """Return which lists a page comes from, and how to have something corrected."""
    links = {"report_link": page["report_link"], "mail_link": page["mail_link"]}
    text, nodes = _sources(get_language(), *map(bool, links.values()))
    sources, listings = page["sources"], page["facility"].listings.all()
    lists = (sources.answering, sources.last, sources.earlier, sources.lacking)
    shown = {
        "editions": tuple(tuple((each.title, each.publisher) for each in some) for some in lists),
        "publishers": tuple((each.edition.publisher, each.edition.url) for each in listings),
    }
    made = {name: same_html(name, nodes[name], page, value) for name, value in shown.items()}
    return text % {**escaped(links), **made, "spot": _spot_html(nodes["spot"], page)}


def _spot_html(nodes, page):
    """Return where its spot on the map is from; that of a table or geocoder has a date in it."""
    facility = page["facility"]
    if page["sources"].position and not facility.address_withheld:
        return nodes.render(page)
    values = {"city": facility.city, "zip": facility.zip}
    text = _spot(get_language(), facility.address_withheld, facility.precision)
    return text % escaped(values)


def _cut_spot(_language, is_withheld, precision):
    template = f"{FOLDER}/_sources.html"
    facility = {"address_withheld": is_withheld, "precision": precision}
    facility |= {"city": mark("city"), "zip": mark("zip")}
    _text, nodes = cut(template, {}, ["editions", "spot", "publishers"])
    return cut_part(template, nodes["spot"], {"facility": facility})


def _cut_sources(_language, has_report, has_mail):
    links = {
        "report_link": has_report and mark("report_link"),
        "mail_link": has_mail and mark("mail_link"),
    }
    return cut(f"{FOLDER}/_sources.html", links, ["editions", "spot", "publishers"])


_bar = cuts(_cut_bar, most=20)
_facts, _address = cuts(_cut_facts, most=20), cuts(_cut_address, most=200)
_sources, _spot = cuts(_cut_sources, most=20), cuts(_cut_spot, most=20)
