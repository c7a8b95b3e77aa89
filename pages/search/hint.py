"""Whether something has to be said between a search and its results, and what else was meant."""

from places.resolution import Why
from search.language import topics

# They stand before all else.
URGENT = (topics.SUICIDE, topics.OVERDOSE)
# A place that was chosen among several of its name, or guessed from a misspelt one.
UNSURE = (Why.LARGEST, Why.OTHER_NAME, Why.SPELLING)


def has_hint(search, not_used, notes):
    """Tell whether a search has a sentence between its form and its results."""
    if not search.is_valid:
        return False
    return bool(
        search.resolution.message
        or not (search.place or search.query.box)
        or search.widened
        or search.understood.unwanted
        or search.results.names.corrected
        or not_used
        or any(note.topic not in URGENT for note in notes)
        or places_meant(search)["other_places"]
    )


def places_meant(search):
    """Return the places that were perhaps meant: those to be offered first, and the rest."""
    resolution = search.resolution
    offered, is_unsure = resolution.other_places, resolution.why in UNSURE
    if is_unsure or resolution.message or not resolution.place:
        return {"other_places": offered, "more_places": ()}
    return {"other_places": (), "more_places": offered}
