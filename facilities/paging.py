"""A page of results: the facilities, and where one stands among all of them."""

from dataclasses import dataclass, replace

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

from facilities.filters import LAST_PAGE


@dataclass(frozen=True)
class ResultPage:
    """`facilities` of page `number`; `total` counts all pages' facilities."""

    facilities: list
    number: int
    pages: int
    total: int

    @property
    def previous(self):
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self):
        return self.number + 1 if self.number < min(self.pages, LAST_PAGE) else None

    @property
    def is_cut(self):
        """Whether more is found than pages are shown."""
        return self.pages > LAST_PAGE


def page_of_search(search, queryset, size):
    """Return the ResultPage that a FacilityFilter asks for, of its own `queryset`."""
    read_page = page_around if search.is_radius_search else page_of
    return read_page(queryset, search.page_number, size)


def page_of(queryset, number, size):
    """Return the ResultPage, or raise Http404 past the last one; two queries."""
    paginator = Paginator(queryset, size)
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        raise Http404(f"There are {paginator.num_pages} pages") from error
    return ResultPage(list(page.object_list), number, paginator.num_pages, paginator.count)


def page_around(queryset, number, size):
    """
    Return the ResultPage of facilities around a point, which have a `distance`.

    Two queries as well, but distances and services of a circle are looked at once, not
    once to count and once to read: a circle holds hundreds of facilities, not all.
    """
    keys = queryset.values_list("pk", "distance")
    page = page_of(list(keys), number, size)
    whole = queryset.model.objects.prefetch_related(*queryset._prefetch_related_lookups)
    by_pk = whole.in_bulk([pk for pk, _distance in page.facilities])
    facilities = []
    for pk, distance in page.facilities:
        if facility := by_pk.get(pk):  # an import may end between the two queries
            facility.distance = distance
            facilities.append(facility)
    return replace(page, facilities=facilities)
