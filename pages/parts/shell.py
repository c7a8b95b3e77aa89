"""What all pages of parts share: what the operator set, languages, the strip and the foot."""

from typing import Any

from django.utils.translation import get_language

from helplines.lines import header_lines
from pages.context import provenance
from pages.parts.cutting import mark

# What the operator sets, of what every template may use (finder/context.py).
SETTINGS = (
    *("SITE_NAME", "EXIT_URL", "NEUTRAL_TITLE", "HAS_MAP", "MAP_BASEMAP", "OPERATOR"),
    "callbacks_enabled",
)
# Parts that are the same on every page, each with what of the context it shows.
SHOWN = {"help": "help_lines", "provenance": "directory"}
# {(part, language): (what it showed, its HTML)}
_last: dict[Any, Any] = {}


def prepare(page):
    """Put into the context of a page what is asked once for all its parts."""
    # Parts of skeleton.html expect it, which isn't rendered around them.
    page["language"] = get_language()
    page["directory"], page["help_lines"] = provenance(), header_lines()


def site_of(page):
    """Return the values of SETTINGS in the context of a page, for its shape."""
    return tuple(_hashable(page[name]) for name in SETTINGS)


def _hashable(value):
    return tuple(value.items()) if isinstance(value, dict) else value


def languages_of(page):
    """Return the (code, name) of each other language of a page, for its shape."""
    return tuple((link.code, link.name) for link in page["language_links"])


def paths_of(page):
    """Return the values of the marks of `marked_shell`: where the page is in other languages."""
    return {f"path{number}": link.path for number, link in enumerate(page["language_links"])}


def marked_shell(shape):
    """Return what a cut of a page of a shape needs, which has `site` and `languages`."""
    site = dict(zip(SETTINGS, shape.site, strict=True))
    return {
        **site,
        "OPERATOR": dict(site["OPERATOR"]),
        "language_links": [
            {"code": code, "name": name, "path": mark(f"path{number}")}
            for number, (code, name) in enumerate(shape.languages)
        ],
    }


def rendered(name, nodes, page):
    """Return what a part's template gives; the same again while what it shows is the same."""
    if name not in SHOWN:
        return nodes.render(page)
    shown, key = page[SHOWN[name]], (name, page["language"])
    if (last := _last.get(key)) is None or last[0] is not shown:
        last = _last[key] = shown, nodes.render(page)
    return last[1]
