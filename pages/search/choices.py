"""Lists to choose from on a search page: how far, in what order; and the home page's shortcuts."""

from django.utils.translation import gettext as _

from facilities.taxonomy import taxonomy
from pages.choice import Choice
from search.filters import SORTS
from search.query import REACHES


def radii(search):
    """Return the Choices of a radius; the chosen one is that of the results."""
    chosen = _radius_of(search)
    text = _("%(number)s miles")
    return [Choice(str(miles), text % {"number": miles}, str(miles) == chosen) for miles in REACHES]


def _radius_of(search):
    """Return the value of the radius that the results come from.

    It is wider than was asked for when nothing was near, so that ticking a box counts in the
    same area.
    """
    reach = search.results and search.query.is_around and search.results.area.reach
    return str(reach or search.query.reach)


def sorts(search):
    chosen = search.asked.get("sort") or "distance"
    return [Choice(value, str(text), value == chosen) for value, text in SORTS]


def shortcuts():
    """Return the services the home page offers to tick."""
    return taxonomy().shortcuts
