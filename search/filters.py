"""Every parameter of the query string: nothing else reads it."""

from functools import cache

import django_filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from places.resolve import resolve
from search import index
from search.language import Understood, understand
from search.results import REACHES, SERVES_ONLY, USUAL_REACH, SearchQuery, SearchResults

LAST_PAGE = 50
LONGEST_TEXT = 200
MOST_PARAMETERS = 20  # every one counts, the repeated and the empty ones, too
SORTS = [("distance", _("Distance")), ("name", _("Name"))]
SERVICE_PARAMETERS = ("service", "payment", "age", "group", "language")


class ServiceField(forms.MultipleChoiceField):
    """Slugs in, Services out; an unknown slug is an error that names it."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” isn't something a search can ask for here."),
    }

    # Gives the Taxonomy: called only when there is a slug to look up.
    taxonomy = None

    def __init__(self, *, parameter, **kwargs):
        super().__init__(**kwargs)
        self.parameter = parameter

    def valid_value(self, value):
        service = self.taxonomy().by_slug.get(value)
        return (
            service is not None
            and service.group.parameter == self.parameter
            and not service.declines
        )

    def clean(self, value):
        # `service=` is a form's way to say that nothing was chosen.
        slugs = super().clean([slug for slug in value or [] if slug])
        return [self.taxonomy().by_slug[slug] for slug in dict.fromkeys(slugs)]


class ServiceFilter(django_filters.Filter):
    field_class = ServiceField


class IncludeField(forms.MultipleChoiceField):
    """What a search takes in besides what it asks for: see `SearchQuery.include`."""

    default_error_messages = {"invalid_choice": _("“%(value)s” isn't something to include.")}

    taxonomy = None

    def valid_value(self, value):
        return value == SERVES_ONLY or any(group.slug == value for group in self.taxonomy().groups)

    def clean(self, value):
        return super().clean([slug for slug in value or [] if slug])


class IncludeFilter(django_filters.Filter):
    field_class = IncludeField


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class TextFilter(django_filters.CharFilter):
    """Words someone types: bounded, and without the one character databases refuse."""

    def __init__(self, label):
        super().__init__(label=label, max_length=LONGEST_TEXT)


class SearchForm(forms.Form):
    """The parameters of a search together: not more of them than anyone needs."""

    most = MOST_PARAMETERS

    def clean(self):
        # An empty query string comes as {}, without repeated values.
        values = dict(self.data.lists()).values() if self.data else ()
        if sum(map(len, values)) > self.most:
            raise forms.ValidationError(
                _("Ask for less at once: a search holds %(most)s things at most."),
                params={"most": self.most},
                code="too_many",
            )
        return super().clean()


def widened(query):
    """Return the sentence that says that a search went farther than it was asked to."""
    place = query.place.label
    if not query.is_around:
        return gettext("No place in %(place)s fits all of this, so we looked around it.") % {
            "place": place
        }
    return gettext(
        "No place within %(miles)s miles of %(place)s fits all of this, so we looked farther."
    ) % {"miles": query.reach, "place": place}


@cache
def _form_class(filter_class):
    """Return the form of a FilterSet: it would make the class anew for every search."""
    return filter_class().get_form_class()


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

    After `is_valid()`: `resolution` is what was understood of the place, `understood` of
    the words, `query` of it all, and `results` what the directory has. A place that
    isn't understood finds nothing: never the whole country instead.
    """

    where = TextFilter(_("City, state or ZIP code"))
    q = TextFilter(_("What do you need?"))
    service = ServiceFilter(parameter="service", label=_("Services"))
    payment = ServiceFilter(parameter="payment", label=_("Payment"))
    age = ServiceFilter(parameter="age", label=_("Ages"))
    group = ServiceFilter(parameter="group", label=_("People served"))
    language = ServiceFilter(parameter="language", label=_("Languages"))
    include = IncludeFilter(label=_("Also show"))
    radius = django_filters.ChoiceFilter(
        label=_("How far"),
        choices=[(str(miles), str(miles)) for miles in REACHES],
        error_messages={
            "invalid_choice": _("Choose 5, 10, 25, 50, 100, 250 or 500 miles."),
        },
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
        model = Facility
        fields = []
        form = SearchForm

    def __init__(self, data=None, queryset=None, **_unused):
        # Not FilterSet's own, which copies every filter for every search.
        self.is_bound = data is not None
        self.data = data or QueryDict()
        self.queryset = Facility.objects.all() if queryset is None else queryset
        self.filters = self.base_filters

    @property
    def form(self):
        """Return the form; its class is made once, and told which Taxonomy to look in."""
        if not hasattr(self, "_form"):
            self._form = _form_class(type(self))(self.data if self.is_bound else None)
            for name in (*SERVICE_PARAMETERS, "include"):
                self._form.fields[name].taxonomy = lambda: self.taxonomy
        return self._form

    @cached_property
    def index(self):
        """Return the Index of this search: the same for all that it needs."""
        return index.current()

    @cached_property
    def taxonomy(self):
        """Return the Taxonomy of this search, in the language in use."""
        return self.index.taxonomy.localized

    @cached_property
    def asked(self):
        """Return the cleaned parameters, {} when one of them is wrong."""
        return self.form.cleaned_data if self.is_valid() else {}

    @cached_property
    def understood(self):
        """Return what the words of `q` were read as: services, a place, and words left."""
        text, names = self.asked.get("q") or "", self.index.names
        understood = understand(text, self.taxonomy, names.__contains__)
        if understood.phrases and understood.left and names.is_name(text):
            return Understood((), text)  # "Hope Rehab" is a facility's name
        return understood

    @cached_property
    def resolution(self):
        """Return what was understood of the place, from its own box or from the words."""
        if where := self.asked.get("where"):
            return resolve(where)
        found = resolve(self.understood.place)
        return found if found.place else resolve("")

    @property
    def names(self):
        """Return the words left for a name, with those that were no place after all."""
        has_place = self.asked.get("where") or self.place
        parts = [self.understood.left, "" if has_place else self.understood.place]
        return " ".join(filter(None, parts))

    @property
    def place(self):
        return self.resolution.place

    @property
    def is_place_unknown(self):
        return bool(self.asked.get("where")) and self.place is None

    @cached_property
    def ticked(self):
        """Return the services asked for by their slugs, whichever parameter named them."""
        return [one for name in SERVICE_PARAMETERS for one in self.asked.get(name) or []]

    @cached_property
    def services(self):
        """Return the services asked for, by slug or in words, each once."""
        by_slug = self.taxonomy.by_slug
        slugs = [slug for phrase in self.understood.phrases for slug in phrase.services]
        return list(dict.fromkeys([*self.ticked, *(by_slug[slug] for slug in slugs)]))

    @cached_property
    def query(self):
        return SearchQuery(
            place=self.place,
            services=tuple(self.services),
            names=self.names,
            reach=int(self.asked.get("radius") or USUAL_REACH),
            by_name=self.asked.get("sort") == "name",
            include=frozenset(self.asked.get("include") or ()),
        )

    @property
    def widened(self):
        """Return the sentence that says that the search went farther than asked, or ""."""
        return widened(self.query) if self.results and self.results.is_widened else ""

    @property
    def message(self):
        """Return what someone should know of how the search was understood, or ""."""
        return " ".join(filter(None, [self.resolution.message, self.widened]))

    @cached_property
    def results(self):
        """Return the SearchResults of a search that can be answered, else None."""
        if not self.is_valid() or self.is_place_unknown:
            return None
        return SearchResults(self.index, self.query)

    def filter_queryset(self, queryset):
        """Return a queryset of what is found, in no order; pages and API read `results`."""
        found = self.results.page(0, self.results.total) if self.results else []
        return queryset.filter(pk__in=[pk for pk, _miles in found])

    @property
    def shown_radius(self):
        """Return the value of the radius that the results come from: wider than was asked for
        when nothing was near, so that ticking a box counts in the same area."""
        reach = self.results and self.query.is_around and self.results.area.reach
        return str(reach or self.asked.get("radius") or USUAL_REACH)

    @property
    def page_number(self):
        return int(self.asked.get("page") or 1)
