"""Lists to choose from on a search page: how far, in what order; and the home page's shortcuts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from facilities.taxonomy import taxonomy
from pages.quick import Quick
from search.filters import SORTS
from search.query import REACHES

# The kinds of care the home page offers, by slug.
SHORTCUTS = ("detox", "inpatient", "outpatient", "iop", "mat", "sober-living")


@dataclass(frozen=True)
class Choice(Quick):
    """One line of a list to choose from."""

    value: str
    text: str
    is_chosen: bool


def radii(search):
    """Return the Choices of a radius; the chosen one is that of the results."""
    chosen = search.shown_radius
    text = _("%(number)s miles")
    return [Choice(str(miles), text % {"number": miles}, str(miles) == chosen) for miles in REACHES]


def sorts(search):
    chosen = search.asked.get("sort") or "distance"
    return [Choice(value, str(text), value == chosen) for value, text in SORTS]


def shortcuts():
    """Return the services the home page offers to tick."""
    by_slug = taxonomy().by_slug
    return [by_slug[slug] for slug in SHORTCUTS if slug in by_slug]
