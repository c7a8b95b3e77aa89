"""A results page: its template, cut once for each shape, with the parts of this search in it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import get_language

from pages.parts.cards import cards_html
from pages.parts.cutting import cut, cuts, escaped, mark, quoted
from pages.parts.joining import JoinedPage
from pages.parts.pagination import pagination_html
from pages.parts.shell import languages_of, marked_shell, paths_of, site_of
from pages.search.parts.chips import chips_html
from pages.search.parts.order import order_html
from pages.search.parts.ways import ways_html
from pages.search.result_files import result_files
from search.request import SearchRequest

# Parts that most pages lack, each with what of the context it needs to be there.
RARE = {
    "urgent": "notes",
    "hint": "has_hint",
    "also": "also",
    "whole": "whole",
    "meagre": "is_meagre",
    "nothing": "suggestions",
}


@dataclass(frozen=True)
class Shape:
    """All that the rest of the page depends on: what isn't in here can't change it.

    `site`: what the operator set; `languages`: (code, name) of each other language; `parts`: the
    names of those that are made for each search.
    """

    language: str
    site: tuple
    languages: tuple[tuple[str, str], ...]
    is_demo: bool
    has_results: bool
    has_place: bool
    kept: int
    parts: frozenset[str]


PARTS = {
    "cards": lambda _nodes, page: cards_html(
        page["addresses"], page["search"].index, page["directory"].is_demo
    ),
    "chips": lambda _nodes, page: chips_html(page),
    "pagination": lambda _nodes, page: pagination_html(page),
    "order": lambda _nodes, page: order_html(page),
    "nothing": lambda _nodes, page: ways_html(page),
}


def _shape(page):
    has_results = bool(page["page"].total)
    parts = {"help", "provenance", "chips", *(name for name in RARE if page[RARE[name]])}
    if has_results:
        parts |= {"cards", "order"}
    else:
        parts.add("nothing")
    if page["page"].pages > 1:
        parts.add("pagination")
    return Shape(
        language=get_language(),
        site=site_of(page),
        languages=languages_of(page),
        is_demo=page["directory"].is_demo,
        has_results=has_results,
        has_place=bool(page["search"].place or page["form"].data.get("where")),
        kept=len(page["kept"]),
        parts=frozenset(parts),
    )


def _values(page):
    """Return the values of a page's marks, as HTML."""
    form, heading, address = page["form"], page["heading"], page["address"]
    where = form.data.get("where") or ""
    values = {
        "heading": heading,
        "where": where,
        "q": form.data.get("q") or "",
        "shown_place": page["search"].place.label if page["search"].place else where,
        "sheet": page["sheet"].urlencode(),
        "address": address,
        **paths_of(page),
    }
    for number, (name, value) in enumerate(page["kept"]):
        values[f"kept{number}"], values[f"kept_value{number}"] = name, value
    html = escaped(values)
    html[quoted("heading")], html[quoted("address")] = quote(heading, ""), quote(address, "")
    return html


def _cut_shell(template, shape):
    """Return the Cut of the page around its parts."""
    return cut(template, _marked(shape), shape.parts)


def _marked(shape):
    """Return the context of a page of a Shape, with marks for its values."""
    kept = [(mark(f"kept{number}"), mark(f"kept_value{number}")) for number in range(shape.kept)]
    return {
        **marked_shell(shape),
        "directory": {"is_demo": shape.is_demo},
        "search": {
            "is_valid": True,
            "place": shape.has_place and {"label": mark("shown_place")},
            "results": True,
        },
        "page": {"total": shape.has_results},
        "form": {"where": _field("where", shape.has_place), "q": _field("q")},
        "kept": kept,
        "sheet": {"urlencode": mark("sheet")},
        "heading": mark("heading"),
        "address": mark("address"),
        "files": result_files(),
    }


def _field(name, has_value=True):
    """Return a box of the form without errors, whose value is a mark."""
    return {"label": SearchRequest().form[name].label, "value": mark(name) if has_value else ""}


_shell = cuts(_cut_shell, most=300)


class ResultsPage(JoinedPage):
    """The response of a search."""

    shape, shell, values, parts = _shape, _shell, _values, PARTS

    def is_plain(self, page):
        search = page["search"]
        return not search.is_valid or search.is_place_unknown
