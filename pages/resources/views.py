"""The page of other places that help: naloxone, syringe services, recovery housing, and so on.

It stands apart from the search for treatment, and is there only where lists were imported.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from facilities.numbers import MAIN, NumberToCall
from pages.choice import Choice
from pages.distances import how_far
from pages.resources.form import ResourceForm
from places.resolve import resolve
from resources.current import listed_kinds
from resources.kinds import Kind
from resources.models import Resource, ResourceList
from resources.nearby import Nearby
from search.filters import LAST_PAGE
from search.paging import PER_PAGE, ResultPage


@dataclass(frozen=True)
class ResourceCard:
    """A Resource as a list shows it; `far`: how far in words, "" in a state's list."""

    resource: Resource
    far: str

    @cached_property
    def numbers(self):
        """Return [NumberToCall] of a number that can be dialed; [] without one."""
        place = self.resource
        if not place.e164:
            return []
        return [NumberToCall(MAIN, place.phone, place.e164, place.extension, "", 1)]


class ResourceRequest:
    """What someone asked the page for, and what was understood of it."""

    def __init__(self, params, kinds):
        self.kinds = kinds
        self.form = ResourceForm(params, kinds)

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Return the values of the parameters, {} when one of them is wrong."""
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def is_valid(self):
        return not self.form.errors

    @cached_property
    def resolution(self):
        return resolve(self.asked.get("where") or "")

    @property
    def place(self):
        return self.resolution.place

    @property
    def is_place_unknown(self):
        return bool(self.asked.get("where")) and self.place is None

    @property
    def kind(self):
        """Return the Kind asked for, or None for all."""
        return Kind(self.asked["kind"]) if self.asked.get("kind") else None

    @cached_property
    def nearby(self):
        """Return the Nearby of a place that was understood, else None."""
        return Nearby(self.place, self.kinds, self.kind) if self.place else None


class ResourcesPage(TemplateView):
    template_name = "pages/resources/resources.html"

    def get(self, request, *args, **kwargs):
        kinds = listed_kinds()
        if not kinds:
            raise Http404("No list of other places was imported.")
        return super().get(request, *args, asked=ResourceRequest(request.GET, kinds), **kwargs)

    def get_context_data(self, **kwargs):
        asked = kwargs["asked"]
        page = page_of(asked)
        return super().get_context_data(
            nearby=asked.nearby,
            page=page,
            cards=[card(resource) for resource in page.hits],
            choices=choices(asked),
            narrowings=narrowings(asked),
            heading=heading(asked),
            lists=ResourceList.objects.defer("report"),
            **kwargs,
        )


def page_of(asked):
    """Return the ResultPage that a ResourceRequest asks for, or raise Http404 past the last."""
    total, number = asked.nearby.total if asked.nearby else 0, asked.asked.get("page") or 1
    pages = max(1, ceil(total / PER_PAGE))
    if number > pages:
        raise Http404(f"There are {pages} pages")
    start = PER_PAGE * (number - 1)
    resources = asked.nearby.page(start, start + PER_PAGE) if total else []
    return ResultPage(resources, number, pages, total, start + 1, LAST_PAGE)


def heading(asked):
    """Return the heading and title of the page: what is listed, and where."""
    context = {"asked": asked}
    text = render_to_string("pages/resources/_heading.html", context)
    return mark_safe(" ".join(text.split()))


def card(resource):
    miles = getattr(resource, "miles", None)
    return ResourceCard(resource, "" if miles is None else how_far(miles, resource.is_exact))


def choices(asked):
    """Return the Choices of a kind, "all of these" first; [] where there is but one."""
    if len(asked.kinds) == 1:
        return []
    chosen = asked.kind.value if asked.kind else ""
    options = asked.form.fields["kind"].choices
    return [Choice(value, str(text), value == chosen) for value, text in options]


def narrowings(asked):
    """Return [(Kind, how many)] within reach, to look at one kind alone; [] for one kind."""
    counts = asked.nearby.counts if asked.nearby and not asked.kind else {}
    return (
        [(kind, counts[kind]) for kind in asked.kinds if kind in counts] if len(counts) > 1 else []
    )
