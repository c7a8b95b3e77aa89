"""Sentences that say how a search was answered."""

from django.utils.translation import get_language, gettext, ngettext

from search.results import SearchResults
from text.fluent import fluent


def widened(results: SearchResults) -> str:
    """Return the sentence that says that a search went farther than asked, "" if it didn't."""
    if not results.is_widened:
        return ""
    query, total, reach = results.query, results.asked_total, results.area.reach
    values = {
        "place": query.place.in_sentence if query.place else "",
        "miles": query.reach,
        "reach": reach,
        "number": total,
    }
    if results.is_wide:
        return fluent(_beyond(total) % values, get_language())
    if reach is None:
        return gettext("No places match within %(miles)s miles. These are the nearest.") % values
    return _farther(total) % values


def _beyond(total: int) -> str:
    if not total:
        return gettext("No places in %(place)s match, so we looked nearby.")
    return ngettext(
        "Only %(number)s place in %(place)s matches, so we added places nearby.",
        "Only %(number)s places in %(place)s match, so we added places nearby.",
        total,
    )


def _farther(total: int) -> str:
    if not total:
        return gettext("No places match within %(miles)s miles, so we looked within %(reach)s.")
    return ngettext(
        "Only %(number)s place matches within %(miles)s miles, so we looked within %(reach)s.",
        "Only %(number)s places match within %(miles)s miles, so we looked within %(reach)s.",
        total,
    )
