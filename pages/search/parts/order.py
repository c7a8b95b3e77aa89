"""What there is to know of a list, as pages/search/_order.html has it."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.utils.translation import get_language

from facilities.templatetags.facilities_tags import age_of
from facilities.wording import short_name
from pages.parts.cutting import MarkedNumber, cut, cut_part, cuts, escaped, mark, one_or_two
from pages.parts.places import places_html
from pages.parts.queries import query_string
from text.fluent import fluent
from text.numbers import digits

TEMPLATE = "pages/search/_order.html"
ORDERED_BY_NAME = "name"
# Parts that are made fluent with their values in them: "cerca de el" is "cerca del".
SENTENCES = ("why_first", "how_far")


@dataclass(frozen=True)
class Shape:
    """What decides which sentences there are.

    `left_out`: for each reason its `include`, 1 or 2 for one place or several, and the same for
    each of its services.
    """

    language: str
    ordering: str
    says_first: bool
    left_out: tuple[tuple[str, int, tuple[int, ...]], ...]
    has_age: bool
    is_first_page: bool
    can_sort: bool
    is_measured: bool
    has_reach: bool
    unlisted: int
    has_more_places: bool
    has_words: bool


def order_html(page):
    """Return the HTML at the end of a list; `page`: its template's context."""
    search, results, cards = page["search"], page["search"].results, page["cards"]
    age = age_of(cards)
    text, nodes, sentences = _cut(_shape(page, age))
    values = {
        "age": age,
        "first": cards[0].name,
        "place": search.place.in_sentence if search.place else "",
        "reach": results.area.reach,
        "unlisted": digits(results.unlisted_total),
        "path": page["request"].path,
        "words": search.asked.get("q"),
    }
    for number, (reason, show) in enumerate(page["left_out"]):
        values |= _values_of(number, reason, show)
    if search.understood.phrases:
        values["as_names"] = page["as_names"]().urlencode()
    html = escaped(values)
    for name, sentence in sentences.items():
        html[name] = fluent(sentence % html, get_language())
    if "sort" in nodes:
        by = None if results.ordering == ORDERED_BY_NAME else ORDERED_BY_NAME
        html |= escaped({"sort": query_string(page["request"].GET, sort=by, page=None)})
    if "more_places" in nodes:
        html["more_places"] = places_html(page["more_places"], page["request"].GET)
    return text % html


def _shape(page, age):
    search, results = page["search"], page["search"].results
    reasons = (
        (
            reason.include,
            one_or_two(reason.count),
            tuple(map(one_or_two, reason.services.values())),
        )
        for reason, _show in page["left_out"]
    )
    return Shape(
        language=get_language(),
        ordering=results.ordering,
        says_first=results.says_first,
        left_out=tuple(reasons),
        has_age=bool(age),
        is_first_page=page["page"].number == 1,
        can_sort=bool(results.area.chords),
        is_measured=results.is_measured,
        has_reach=bool(results.area.reach),
        unlisted=one_or_two(results.unlisted_total),
        has_more_places=bool(page["more_places"]),
        has_words=bool(search.understood.phrases),
    )


def _values_of(number, reason, show):
    """Return the values of a LeftOut, and of the query string that shows these places."""
    values = {f"show{number}": show.urlencode(), f"count{number}": digits(reason.count)}
    for place, (service, count) in enumerate(reason.services.items()):
        values[f"service{number}.{place}"] = short_name(service.name)
        values[f"count{number}.{place}"] = digits(count)
    return values


def _cut_text(shape):
    results = {
        "ordering": shape.ordering,
        "says_first": shape.says_first,
        "area": {"chords": shape.can_sort, "reach": shape.has_reach and mark("reach")},
        "is_measured": shape.is_measured,
        "unlisted_total": shape.unlisted and MarkedNumber("unlisted", shape.unlisted),
    }
    context = {
        # What the template calls two of these.
        "results": results,
        "ordering": shape.ordering,
        "search": {
            "results": results,
            "place": {"in_sentence": mark("place")},
            "understood": {"phrases": shape.has_words},
            "asked": {"q": mark("words")},
        },
        "first": {"name": mark("first")},
        "age": shape.has_age and mark("age"),
        "number": 1 if shape.is_first_page else 2,
        "left_out": [_reason(number, *each) for number, each in enumerate(shape.left_out)],
        "as_names": {"urlencode": mark("as_names")},
        "more_places": shape.has_more_places,
        "request": {"path": mark("path")},
    }
    made = cut(TEMPLATE, context, ["sort", "more_places", *SENTENCES])
    sentences = {
        name: cut_part(TEMPLATE, made.nodes[name], context)
        for name in SENTENCES
        if name in made.nodes
    }
    return made.text, made.nodes, sentences


def _reason(number, include, count, services):
    """Return a LeftOut, and a query string, that print as marks."""
    items = [
        (
            SimpleNamespace(name=mark(f"service{number}.{place}")),
            MarkedNumber(f"count{number}.{place}", each),
        )
        for place, each in enumerate(services)
    ]
    reason = {
        "include": include,
        "count": MarkedNumber(f"count{number}", count),
        "services": {"items": items},
    }
    return reason, {"urlencode": mark(f"show{number}")}


_cut = cuts(_cut_text, most=500)
