"""Sections of a facility's page, each as its template has it, with what is its own in it."""

from types import SimpleNamespace

from django.utils.translation import get_language

from derived import Derived, languages
from facilities.templatetags.facilities_tags import age_of, bare_number
from facilities.wording import short_name
from pages.facility.parts.said import filled
from pages.facility.parts.same import same_html, same_template
from pages.parts.cutting import cut, cuts, escaped, mark
from search import index as directory

FOLDER = "pages/facility"
# Of similar places in each language, of one index: some 6 MB.
MOST = 4000
# {public id: text of a similar place, with a blank for how far it is}
_places = Derived(lambda _index, _language: {}, version=directory.current, variants=languages)


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
    made = [same_template(f"{FOLDER}/_fact.html", "fact", fact) for fact in page["facts"]]
    own = {"facts": "".join(made)}
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


def similar_html(page, index):
    """Return the nearest other places that offer the same; they are of an Index."""
    language, shown, facility = get_language(), page["similar"], page["facility"]
    text, nodes = _similar(language, bool(shown.cards))
    kept = _places.of(index, language)
    made = [_place_text(card, kept) % escaped({"far": card.far}) for card in shown.cards]
    care = short_name(shown.service.name)
    values = {
        "where": facility.zip or facility.city,
        "slug": shown.service.slug,
        "city": facility.city,
        "care": care,
    }
    html = {**escaped(values), "places": "".join(made)}
    if "intro" in nodes:
        html["intro"] = same_html("intro", nodes["intro"], page, (care, age_of(shown.cards)))
    return text % html


def _place_text(card, kept):
    if (text := kept.get(card.public_id)) is None:
        while len(kept) >= MOST:
            # Another thread may have taken it.
            kept.pop(next(iter(kept)), None)
        marked = card.copy()
        marked.far = mark("far")
        text = kept[card.public_id] = cut(f"{FOLDER}/_similar_place.html", {"card": marked}).text
    return text


def _cut_similar(_language, has_cards):
    service = SimpleNamespace(name=mark("care"), slug=mark("slug"))
    shown = {
        "similar": {"cards": has_cards, "service": service},
        "facility": {"zip": mark("where"), "city": mark("city")},
    }
    return cut(f"{FOLDER}/_similar.html", shown, ["intro", "places"])


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
    return text % {**escaped(links), **made, "spot": nodes["spot"].render(page)}


def _cut_sources(_language, has_report, has_mail):
    links = {
        "report_link": has_report and mark("report_link"),
        "mail_link": has_mail and mark("mail_link"),
    }
    return cut(f"{FOLDER}/_sources.html", links, ["editions", "spot", "publishers"])


_bar = cuts(_cut_bar, most=20)
_facts, _address = cuts(_cut_facts, most=20), cuts(_cut_address, most=200)
_similar, _sources = cuts(_cut_similar, most=20), cuts(_cut_sources, most=20)
