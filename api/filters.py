"""What the API's list understands beyond a page's search: form and size of the answer."""

import django_filters
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from api.lists.fields import CursorField, FieldsField
from api.lists.pages import BY_ID
from api.search_serializers import PlaceSerializer
from programs.problems import wrong_parameters
from search.filters import SORTS, SearchFilter, SearchForm, WholeNumberFilter

FORMATS = [("json", "JSON"), ("geojson", "GeoJSON"), ("csv", "CSV")]
LARGEST_PAGE_SIZE = 100


def wrong_in(form):
    """Return {parameter: [what is wrong]}; what concerns all of them stands under "all"."""
    wrong = {name: list(errors) for name, errors in form.errors.items()}
    if NON_FIELD_ERRORS in wrong:
        wrong["all"] = wrong.pop(NON_FIELD_ERRORS)
    for name in form.data:
        if name not in form.fields:
            wrong[name] = [_("There is no such parameter.")]
    return wrong


def search_problem(search):
    """Return the problem of a search that can't be answered, or None.

    A place that isn't known is an error: an empty list would read as "no help there".
    """
    if wrong := wrong_in(search.form):
        return wrong_parameters(wrong, other_places=[])
    if not search.is_place_unknown:
        return None
    resolution = search.resolution
    message = resolution.message or _("Type a ZIP code, or a city and its state.")
    candidates = PlaceSerializer(resolution.other_places, many=True).data
    return wrong_parameters({"where": [message]}, "unknown-place", other_places=candidates)


class ListForm(SearchForm):
    """A search's form in which pages go by number or by id, not by both."""

    def clean(self):
        cleaned = super().clean()
        is_by_id = self.cleaned_data.get("sort") == BY_ID
        if self.cleaned_data.get("cursor") and not is_by_id:
            self.add_error("cursor", _("A cursor leads on where sort=id is asked for."))
        if self.cleaned_data.get("page") and is_by_id:
            self.add_error("page", _("With sort=id, `next` leads on: it has no page numbers."))
        return cleaned


class FieldsFilter(django_filters.Filter):
    field_class = FieldsField


class CursorFilter(django_filters.Filter):
    field_class = CursorField


class ApiFilter(SearchFilter):
    """The same search; a parameter it doesn't know is an error, since programs mistype."""

    # Pages end early, since people would narrow their search; programs read to the end.
    page = WholeNumberFilter(label=_("Page"), min_value=1)
    page_size = WholeNumberFilter(
        label=_("Facilities on a page"),
        min_value=1,
        max_value=LARGEST_PAGE_SIZE,
    )
    format = django_filters.ChoiceFilter(label=_("Format"), choices=FORMATS)
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=[*SORTS, (BY_ID, _("Id"))],
        error_messages={
            "invalid_choice": _("Results can be sorted by distance, by name or by id.")
        },
    )
    cursor = CursorFilter(label=_("Cursor"))
    fields = FieldsFilter(label=_("Fields"))

    class Meta(SearchFilter.Meta):
        form = ListForm


class FileFilter(SearchFilter):
    """The same search for a file, which has no pages."""

    page = None  # type: ignore[assignment]  # how a FilterSet drops a filter
