"""The row of filters above the results: what most people ask for, each a link to that search."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from derived import in_words
from pages.quick import Quick
from pages.search.query_strings import changed, without_service

# {words: the services that it ticks}
FILTERS = {
    _("Stays overnight"): ("inpatient",),
    _("Medicaid"): ("medicaid",),
    _("No insurance"): ("free-or-low-cost",),
    _("Methadone or Suboxone"): ("methadone", "buprenorphine"),
    _("Women"): ("women",),
    _("Teens"): ("teens",),
}
# Who asks for detox asks for a bed there; who asked for a kind of bed has said so.
DETOX, BED_FOR_DETOX = "detox", ("detox-overnight",)
OVERNIGHT = ("inpatient",)
BEDS = {"inpatient", "residential", "hospital-inpatient", "detox-overnight"}


@dataclass(frozen=True)
class QuickFilter(Quick):
    """A filter that a tap adds, and the query string of the search with it."""

    text: str
    query: QueryDict


# {services that a filter ticks: its text} in a language
_texts = in_words(lambda: {slugs: str(text) for text, slugs in FILTERS.items()})


def quick_filters(search):
    """Return the QuickFilters of a search that can be answered, without what it asks already."""
    if search.results is None:
        return []
    asked = {service.slug for service in search.services}
    return [
        QuickFilter(text, _with(search, asked, slugs))
        for slugs, text in _texts.current(get_language()).items()
        if not asked.intersection(BEDS if slugs == OVERNIGHT else slugs)
    ]


def _with(search, asked, slugs):
    by_slug, query = search.taxonomy.by_slug, search.params
    if slugs == OVERNIGHT and DETOX in asked:
        slugs, query = BED_FOR_DETOX, without_service(search, by_slug[DETOX])
    parameter = by_slug[slugs[0]].group.parameter
    return changed(search, query, **{parameter: [*query.getlist(parameter), *slugs]})
