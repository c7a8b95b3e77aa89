"""A facility's page: its template, cut once for each shape, with what it says of one in it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import get_language

from pages.facility.parts.contact import contact_html
from pages.facility.parts.nearby import similar_html
from pages.facility.parts.said import SAID
from pages.facility.parts.sections import bar_html, facts_html, sources_html
from pages.facility.parts.topics import topics_html
from pages.parts.cutting import cut, cuts, escaped, mark, quoted
from pages.parts.joining import JoinedPage
from pages.parts.shell import languages_of, marked_shell, paths_of, site_of

ALWAYS = frozenset(
    ("help", "provenance", "bar", "contact", "facts", "topics", "similar", "sources", "described")
)
# Parts that most pages lack, or that are short; each is made by its template.
SHORT = frozenset(("notices", "certification", "found_out", "highlights", "described"))


@dataclass(frozen=True)
class Shape:
    """All that the page around its parts depends on: what isn't in here can't change it.

    `site`: what the operator set; `languages`: (code, name) of each other language.
    """

    language: str
    site: tuple
    languages: tuple[tuple[str, str], ...]
    is_demo: bool
    is_real: bool
    has_program: bool


PARTS = {
    "bar": lambda _nodes, page: bar_html(page),
    "facts": lambda _nodes, page: facts_html(page),
    "topics": lambda _nodes, page: topics_html(page),
    "similar": lambda _nodes, page: similar_html(page),
    "sources": lambda _nodes, page: sources_html(page),
    "contact": lambda _nodes, page: contact_html(page),
    **SAID,
}


def _shape(page):
    return Shape(
        language=get_language(),
        site=site_of(page),
        languages=languages_of(page),
        is_demo=page["directory"].is_demo,
        is_real=page["standing"].is_real,
        has_program=bool(page["facility"].program),
    )


def _values(page):
    """Return the values of a page's marks, as HTML."""
    facility, address, text = page["facility"], page["address"], page["name_and_numbers"]
    values = {
        **{name: getattr(facility, name) for name in ("name", "program", "city", "state")},
        "address": address,
        "text": text,
        "scheme": page["request"].scheme,
        "host": page["request"].get_host(),
        "path": page["request"].path,
        **paths_of(page),
    }
    html = escaped(values)
    for name in ("name", "address", "text"):
        html[quoted(name)] = quote(values[name], "")
    return html


def _cut_shell(template, shape):
    """Return the Cut of the page around its parts."""
    return cut(template, _marked(shape), ALWAYS | SHORT | {"signs", "ask"})


def _marked(shape):
    """Return the context of a page of a Shape, with marks for its values."""
    names = ("name", "city", "state", *(["program"] if shape.has_program else []))
    return {
        **marked_shell(shape),
        "directory": {"is_demo": shape.is_demo},
        "standing": {"is_real": shape.is_real},
        "facility": {name: mark(name) for name in names},
        "request": {"scheme": mark("scheme"), "get_host": mark("host"), "path": mark("path")},
        "address": mark("address"),
        "name_and_numbers": mark("text"),
    }


_shell = cuts(_cut_shell, most=50)


class FacilityResponse(JoinedPage):
    """The response of a facility's page."""

    shape, shell, values, parts = _shape, _shell, _values, PARTS

    def is_plain(self, page):
        facility = page["facility"]
        return facility.status == facility.Status.CLOSED
