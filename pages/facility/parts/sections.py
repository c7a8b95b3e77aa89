"""Sections of a facility's page, each as its template has it, with what is its own in it."""

from django.utils.translation import get_language

from derived import Derived, languages
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
    has_number = bool(first and first.uri) and not page["corrected"].is_number_sought
    text, nodes = _bar(get_language(), has_number)
    values = {"name": facility.name, "id": facility.public_id, "uri": first and first.uri}
    return text % {**escaped(values), **_filled(nodes, page)}


def _cut_bar(_language, has_number):
    facility = {"name": mark("name"), "public_id": mark("id")}
    numbers = [{"uri": mark("uri")}] if has_number else []
    return cut(f"{FOLDER}/_bar.html", {"facility": facility, "numbers": numbers}, ["number", "who"])


def facts_html(page):
    """Return what decides, in one screen."""
    has_website = bool(page["facility"].website or page["corrected"].website)
    text, nodes = _facts(get_language(), has_website)
    made = [same_template(f"{FOLDER}/_fact.html", "fact", fact) for fact in page["facts"]]
    page["has_numbers"] = page["numbers"]
    return text % {**_filled(nodes, page, but="facts"), "facts": "".join(made)}


def _cut_facts(_language, has_website):
    shown = {"facility": {"website": has_website}}
    return cut(f"{FOLDER}/_facts.html", shown, ["facts", "address", "website", "lists"])


def similar_html(page, index):
    """Return the nearest other places that offer the same; they are of an Index."""
    language, cards = get_language(), page["similar"].cards
    text, nodes = _similar(language, bool(cards))
    kept = _places.of(index, language)
    made = [_place_text(card, kept) % escaped({"far": card.far}) for card in cards]
    return text % {**_filled(nodes, page, but="places"), "places": "".join(made)}


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
    shown = {"similar": {"cards": has_cards}}
    return cut(f"{FOLDER}/_similar.html", shown, ["intro", "places", "all"])


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


def _filled(nodes, page, but=""):
    """Return what the templates of parts give."""
    return {name: part.render(page) for name, part in nodes.items() if name != but}


_bar, _facts = cuts(_cut_bar, most=20), cuts(_cut_facts, most=20)
_similar, _sources = cuts(_cut_similar, most=20), cuts(_cut_sources, most=20)
