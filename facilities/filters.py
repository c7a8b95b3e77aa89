"""Every parameter of the query string: nothing else reads it."""

import django_filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from facilities.taxonomy import taxonomy
from places.resolve import resolve

RADII = (5, 10, 25, 50, 100)
USUAL_RADIUS = 25
LAST_PAGE = 50
LONGEST_TEXT = 200
MOST_PARAMETERS = 20  # every one counts, the repeated and the empty ones, too
SORTS = [("distance", _("Distance")), ("name", _("Name"))]
SERVICE_PARAMETERS = ("service", "payment", "age", "group", "language")
WIDE_KINDS = ("state", "county")  # a search lists what lies in them; no distance is measured


class ServiceField(forms.MultipleChoiceField):
    """Slugs in, Services out; an unknown slug is an error that names it."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” isn't something a search can ask for here."),
    }

    def __init__(self, *, parameter, known, **kwargs):
        """`known` gives the Taxonomy: called only when there is a slug to look up."""
        super().__init__(**kwargs)
        self.parameter = parameter
        self.known = known

    @cached_property
    def services(self):
        return {service.slug: service for service in self.known().of_parameter(self.parameter)}

    def valid_value(self, value):
        return value in self.services

    def clean(self, value):
        # `service=` is a form's way to say that nothing was chosen.
        slugs = super().clean([slug for slug in value or [] if slug])
        return [self.services[slug] for slug in dict.fromkeys(slugs)]


class ServiceFilter(django_filters.Filter):
    field_class = ServiceField


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class TextFilter(django_filters.CharFilter):
    """Words someone types: bounded, and without the one character databases refuse."""

    def __init__(self, label):
        super().__init__(label=label, max_length=LONGEST_TEXT)


class SearchForm(forms.Form):
    """The parameters of a search together: not more of them than anyone needs."""

    def clean(self):
        # An empty query string comes as {}, without repeated values.
        values = dict(self.data.lists()).values() if self.data else ()
        if sum(map(len, values)) > MOST_PARAMETERS:
            raise forms.ValidationError(
                _("Ask for less at once: a search holds %(most)s things at most."),
                params={"most": MOST_PARAMETERS},
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


class FacilityFilter(django_filters.FilterSet):
    """
    A search: where, words, services, how far, in what order, which page.

    After `is_valid()`: `resolution` is what was understood of the place, `services`
    what is asked for, `qs` the facilities in order. A place that isn't understood
    finds nothing: never the whole country instead.
    """

    where = TextFilter(_("City, state or ZIP code"))
    q = TextFilter(_("Name"))
    service = ServiceFilter(parameter="service", label=_("Services"))
    payment = ServiceFilter(parameter="payment", label=_("Payment"))
    age = ServiceFilter(parameter="age", label=_("Ages"))
    group = ServiceFilter(parameter="group", label=_("People served"))
    language = ServiceFilter(parameter="language", label=_("Languages"))
    radius = django_filters.ChoiceFilter(
        label=_("How far"),
        choices=[(str(miles), str(miles)) for miles in RADII],
        error_messages={"invalid_choice": _("Choose 5, 10, 25, 50 or 100 miles.")},
    )
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
        form = SearchForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in SERVICE_PARAMETERS:
            self.filters[name].extra["known"] = lambda: self.known

    @cached_property
    def known(self):
        """Return the Taxonomy of this search: asked for once, whatever needs it."""
        return taxonomy()

    def filter_queryset(self, queryset):
        place = self.place
        if not self.is_valid() or self.is_place_unknown:
            return queryset.none()
        queryset = queryset.listed()
        if place and place.kind == "state":
            queryset = queryset.in_state(place.state)
        elif place and place.kind == "county":
            queryset = queryset.in_county(place.county, place.state)
        elif place:
            queryset = queryset.near(place.point, self.radius_miles)
        queryset = queryset.offering(self.services).named(self.asked["q"])
        return queryset.order_by(*self.order)

    @cached_property
    def asked(self):
        """Return the cleaned parameters, {} when one of them is wrong."""
        return self.form.cleaned_data if self.is_valid() else {}

    @cached_property
    def resolution(self):
        """Return what was understood of the place; None when none was typed."""
        return resolve(self.asked.get("where") or "")

    @property
    def place(self):
        return self.resolution.place

    @property
    def is_place_unknown(self):
        return bool(self.asked.get("where")) and self.place is None

    @cached_property
    def services(self):
        """Return the services asked for, whichever parameter named them."""
        return [one for name in SERVICE_PARAMETERS for one in self.asked.get(name) or []]

    @property
    def is_radius_search(self):
        return bool(self.place) and self.place.kind not in WIDE_KINDS

    @property
    def radius_miles(self):
        return int(self.asked.get("radius") or USUAL_RADIUS)

    @property
    def order(self):
        by_distance = self.is_radius_search and self.asked.get("sort") != "name"
        return ["distance", "name", "public_id"] if by_distance else ["name", "city", "public_id"]

    @property
    def page_number(self):
        return int(self.asked.get("page") or 1)
