"""What other sites show of a search: its box, its first places, whom to call, where it is from."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pages.cards import cards
from pages.operator import operators_area
from pages.search.count import errors
from pages.search.heading import heading
from pages.search.hint import URGENT, places_meant
from pages.search.query_strings import without
from pages.search.views import kept
from search.request import SearchRequest
from search.words.notes import notes

MOST = 5  # places; whoever wants more opens the search itself


def shown(params, origin):
    """Return the context of a search's parameters; `origin`: of this site, for links.

    Nothing is counted: whoever opens a page that shows a search hasn't searched.
    """
    search = SearchRequest(params)
    asks_nothing = search.asks_nothing
    results = None if asks_nothing else search.results
    total, hits = (results.total, results.page(0, MOST)) if results else (0, [])
    own = search if "where" in params else operators_area()
    return {
        "search": search,
        "origin": origin,
        "box": own.form["where"],
        "kept": _kept(search.form),
        "heading": "" if asks_nothing else heading(search, total),
        "sentences": _sentences(search, results),
        "other_places": places_meant(search)["other_places"] if search.is_valid else (),
        "urgent": [note for note in notes(search) if note.topic in URGENT],
        "cards": cards(hits, search.index, search.query),
        "total": total,
        "is_cut": total > MOST,
        "address": origin + _path(search.params),
    }


def _path(params):
    """Return the path and query string of the page of the whole search."""
    query = without(params, "page", "theme").urlencode()
    return f"{reverse('search')}?{query}" if query else reverse("search")


def _kept(form):
    """Return (name, value) of what a search asks for besides its place, but what is wrong of it.

    Nobody who visits can mend what the other site asks for.
    """
    pairs = [*kept(form), ("q", form.data.get("q"))]
    return [(name, value) for name, value in pairs if value and name not in form.errors]


def _sentences(search, results):
    """Return what has to be said between a search and its places, sentence by sentence."""
    if not search.is_valid:
        return errors(search.form)
    is_empty = results is not None and not results.total
    empty = _("No places match everything you chose.") if is_empty else ""
    return [text for text in (search.resolution.message, search.widened, empty) if text]
