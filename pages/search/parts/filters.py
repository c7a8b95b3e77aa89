"""The page of all filters: its template, cut once for each shape, with a search's values in it."""

from dataclasses import dataclass

from django.utils.translation import get_language

from facilities.signs import SIGNS
from pages.choice import Choice
from pages.parts.cutting import MarkedNumber, cut, cuts, escaped, mark, one_or_two
from pages.parts.joining import JoinedPage
from pages.parts.shell import languages_of, marked_shell, paths_of, site_of
from pages.search.parts.boxes import groups_html
from search.query import MENTAL_HEALTH, SERVES_ONLY
from search.request import SearchRequest
from text.numbers import digits

PARTS = {
    "groups": lambda _nodes, page: groups_html(page["filter_groups"], page["search"].index),
}
# What a form sends along without showing it.
HIDDEN = ("where", "q", "box")
CHOOSES = ("radius", "sort")


@dataclass(frozen=True)
class Shape:
    """All that the page around its groups depends on: what isn't in here can't change it.

    `site`: what the operator set; `languages`: (code, name) of each other language; `hidden`: the
    names of HIDDEN that the search has; `signs`: how many places list them all, 2 for several, None
    where that isn't offered; `left_out`: (include, 1 or 2) of each reason.
    """

    language: str
    site: tuple
    languages: tuple[tuple[str, str], ...]
    is_demo: bool
    has_counts: bool
    hidden: frozenset[str]
    radii: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    signs: int | None
    include: frozenset[str]
    left_out: tuple[tuple[str, int], ...]


def _shape(page):
    search, form, groups, signs = page["search"], page["form"], page["filter_groups"], page["signs"]
    return Shape(
        language=get_language(),
        site=site_of(page),
        languages=languages_of(page),
        is_demo=page["directory"].is_demo,
        has_counts=bool(groups and groups[0].options[0].count),
        hidden=frozenset(name for name in HIDDEN if form.data.get(name)),
        radii=tuple(page["radii"]),
        sorts=tuple(page["sorts"]),
        signs=signs and one_or_two(signs.total),
        include=search.query.include & {MENTAL_HEALTH, SERVES_ONLY},
        left_out=tuple((reason.include, one_or_two(reason.count)) for reason in _left_out(search)),
    )


def _left_out(search):
    return search.results.left_out if search.results else []


def _values(page):
    """Return the values of a page's marks, as HTML."""
    search, signs = page["search"], page["signs"]
    values = {name: page["form"].data.get(name) for name in HIDDEN} | paths_of(page)
    values |= {reason.include: digits(reason.count) for reason in _left_out(search)}
    if signs:
        values |= {"signs": digits(signs.total), "all_signs": signs.query.urlencode()}
    return escaped(values)


def _cut_shell(template, shape):
    """Return the Cut of the page around its parts."""
    return cut(template, _marked(shape), {"help", "provenance", "groups"})


def _marked(shape):
    """Return the context of a page of a Shape, with marks for its values."""
    plain = SearchRequest().form
    hidden = {name: {"value": mark(name) if name in shape.hidden else ""} for name in HIDDEN}
    shown = {name: {"name": name, "label": plain[name].label, "errors": []} for name in CHOOSES}
    left_out = [
        {"include": include, "count": MarkedNumber(include, count)}
        for include, count in shape.left_out
    ]
    return {
        **marked_shell(shape),
        "directory": {"is_demo": shape.is_demo},
        "search": {
            "is_valid": True,
            "query": {"include": shape.include},
            "results": {"left_out": left_out},
        },
        "form": {**hidden, **shown, "errors": {}},
        "filter_groups": [{"options": [{"count": shape.has_counts}]}],
        "radii": shape.radii,
        "sorts": shape.sorts,
        "signs": None if shape.signs is None else _signs(shape.signs),
    }


def _signs(count):
    """Return AllSigns of so many places that print as marks."""
    total = count and MarkedNumber("signs", count)
    return {"signs": SIGNS, "total": total, "query": {"urlencode": mark("all_signs")}}


_shell = cuts(_cut_shell, most=100)


class FiltersPage(JoinedPage):
    """The response with all filters."""

    shape, shell, values, parts = _shape, _shell, _values, PARTS

    def is_plain(self, page):
        return not page["search"].is_valid
