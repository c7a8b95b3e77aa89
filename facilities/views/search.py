"""The pages of a search: its results, and everything it can ask for. No logic: filters have it."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from facilities.cards import cards
from facilities.filters import FacilityFilter
from facilities.options import (
    all_groups,
    as_names,
    chips,
    main_groups,
    radii,
    sorts,
    ways_on,
    with_all,
)
from facilities.paging import PER_PAGE, page_of_search
from facilities.repair import FEW


class Search(TemplateView):
    """Results of a search; an invalid one shows its errors and no facility."""

    template_name = "facilities/search.html"

    def get_context_data(self, **kwargs):
        search = FacilityFilter(self.request.GET)
        page = page_of_search(search, PER_PAGE)
        return super().get_context_data(
            search=search,
            page=page,
            cards=cards(page.found, search.index),
            heading=heading(search, page.total),
            filter_groups=main_groups(search),
            radii=radii(search),
            sorts=sorts(search),
            chips=chips(search),
            ways=ways_on(search),
            as_names=as_names(search),
            with_all=with_all(search),
            is_meagre=page.total < FEW,
            **kwargs,
        )


def heading(search, total):
    """Return what a search found, where: the heading and the title of its page."""
    context = {"search": search, "total": total}
    return mark_safe(" ".join(render_to_string("facilities/_search_heading.html", context).split()))


class Filters(TemplateView):
    """Everything a search can ask for, with what each would give."""

    template_name = "facilities/filters.html"

    def get_context_data(self, **kwargs):
        search = FacilityFilter(self.request.GET)
        return super().get_context_data(search=search, filter_groups=all_groups(search), **kwargs)
