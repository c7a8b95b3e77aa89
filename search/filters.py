"""Every parameter of the query string: nothing else reads it.

The filter sets declare and validate; search/request.py makes a query of what is valid.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.taxonomy import Taxonomy
from search.fields import BoxField, IncludeField, ServiceField, TaxonomyField
from search.query import REACHES

LAST_PAGE = 50
LONGEST_TEXT = 200
MOST_PARAMETERS = 20  # every one counts, the repeated and the empty ones, too
SORTS = [("distance", _("Distance")), ("name", _("Name"))]
MATCHES = [("all", _("All of them")), ("any", _("Any of them"))]
SERVICE_PARAMETERS = ("service", "payment", "age", "group", "language")


class ServiceFilter(django_filters.Filter):
    field_class = ServiceField


class IncludeFilter(django_filters.Filter):
    field_class = IncludeField


class BoxFilter(django_filters.Filter):
    field_class = BoxField


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class TextFilter(django_filters.CharFilter):
    """Text that someone types: of limited length, and without null characters."""

    def __init__(self, label: str | Promise):
        super().__init__(label=label, max_length=LONGEST_TEXT)


class SearchForm(forms.Form):
    """All parameters of a search; a search with too many values is refused."""

    most = MOST_PARAMETERS

    def __init__(self, data: QueryDict, *, taxonomy: Callable[[], Taxonomy]):
        # Only the taxonomy is of one search, for the fields that it fills in. To copy each with all
        # that is in it, as forms do, takes as long as to find the places.
        self.base_fields = {}  # type: ignore[misc]
        super().__init__(data)
        self.fields = dict(type(self).base_fields)
        self.params = data
        for name, field in self.fields.items():
            if name in data and isinstance(field, TaxonomyField):
                self.fields[name] = own = copy(field)
                own.taxonomy = taxonomy

    def _clean_fields(self) -> None:
        """Clean what was asked; what all else comes to is the same for every search."""
        fields = self.fields
        self.fields = {name: field for name, field in fields.items() if name in self.data}
        super()._clean_fields()  # type: ignore[misc]
        asked, self.fields = self.fields, fields
        self.cleaned_data = {
            name: self.cleaned_data[name] if name in asked else copy(self._unasked()[name])
            for name in fields
            if name in self.cleaned_data or name not in asked
        }

    @classmethod
    @cache
    def _unasked(cls) -> dict[str, Any]:
        """Return the values of fields that nobody filled in."""
        return {
            name: field.clean(field.widget.value_from_datadict(QueryDict(), {}, name))
            for name, field in cls.base_fields.items()
        }

    def clean(self) -> dict[str, Any] | None:
        if sum(len(values) for _name, values in self.params.lists()) > self.most:
            raise forms.ValidationError(
                _("Choose fewer filters: a search can have up to %(most)s."),
                params={"most": self.most},
                code="too_many",
            )
        return super().clean()


class PlaceQuery(forms.Form):
    """The one parameter of the API's places."""

    q = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        validators=[ProhibitNullCharactersValidator()],
    )


class SearchFilter(django_filters.FilterSet):
    """The parameters of a search: place, words, services, radius or area, order, page."""

    where = TextFilter(_("City, state, or ZIP code"))
    q = TextFilter(_("What do you need?"))
    service = ServiceFilter(parameter="service", label=_("Services"))
    payment = ServiceFilter(parameter="payment", label=_("Payment"))
    age = ServiceFilter(parameter="age", label=_("Ages"))
    group = ServiceFilter(parameter="group", label=_("People served"))
    language = ServiceFilter(parameter="language", label=_("Languages"))
    match = django_filters.ChoiceFilter(
        label=_("Kinds of care"),
        choices=MATCHES,
        error_messages={
            "invalid_choice": _(
                "Choose whether places must offer all of the kinds of care you check, or any of"
                " them."
            ),
        },
    )
    include = IncludeFilter(label=_("Also show"))
    radius = django_filters.ChoiceFilter(
        label=_("How far"),
        choices=[(str(miles), str(miles)) for miles in REACHES],
        error_messages={
            "invalid_choice": _("Choose 5, 10, 25, 50, 100, 250 or 500 miles."),
        },
    )
    box = BoxFilter(label=_("Area of the map"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=SORTS,
        error_messages={"invalid_choice": _("Results can be sorted by distance or by name.")},
    )
    page = WholeNumberFilter(
        label=_("Page"),
        min_value=1,
        max_value=LAST_PAGE,
        error_messages={
            "max_value": _("Only the first 50 pages are shown; narrow your search instead."),
        },
    )

    class Meta:
        model = Facility
        fields: tuple[str, ...] = ()
        form = SearchForm


@cache
def form_class(filters: type[SearchFilter]) -> type[SearchForm]:
    """Return the form class of a filter set, which would build it again for every search."""
    made: type[SearchForm] = filters().get_form_class()
    return made
