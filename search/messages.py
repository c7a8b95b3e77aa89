"""Sentences that say how a search was answered."""

from django.utils.translation import gettext

from search.query import SearchQuery


def widened(query: SearchQuery) -> str:
    """Return the sentence that says that a search went farther than it was asked to."""
    place = query.place.label if query.place else ""
    if not query.is_around:
        return gettext("No place in %(place)s fits all of this, so we looked around it.") % {
            "place": place
        }
    return gettext(
        "No place within %(miles)s miles of %(place)s fits all of this, so we looked farther."
    ) % {"miles": query.reach, "place": place}
