"""What the map asks for beyond a search: which part of the country, and how large."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from search.filters import MOST_PARAMETERS, BoxFilter, SearchFilter, SearchForm, WholeNumberFilter
from search.geometry import MAX_ZOOM, MIN_ZOOM

SIZE = re.compile(r"(\d{2,4}),(\d{2,4})", re.ASCII)
USUAL_SIZE = (640, 480)  # pixels


class SizeField(forms.Field):
    """Turns `width,height` into a pair of integers."""

    default_error_messages = {
        "invalid": _("Write the size as width,height: pixels, from 10 to 9999."),
    }

    def clean(self, value: str | None) -> tuple[int, int]:
        if not value:
            return USUAL_SIZE
        match = SIZE.fullmatch(value)
        width, height = map(int, match.groups()) if match else (0, 0)
        if min(width, height) < 10:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return width, height


class SizeFilter(Filter):
    field_class = SizeField


class MapForm(SearchForm):
    """The parameters of a search and those of its map."""

    most = MOST_PARAMETERS + 2


class MapFilter(SearchFilter):
    """A search, and the part of the map it is shown on.

    `view`: the part, a Box; without it the map shows what was found. `zoom`: Leaflet's, whole.
    Without a view, the most: the map is shown at the largest at which it fits `size`, its
    (width, height) in pixels.
    """

    view = BoxFilter(label=_("Part of the map"))
    zoom = WholeNumberFilter(label=_("Zoom"), min_value=MIN_ZOOM, max_value=MAX_ZOOM)
    size = SizeFilter(label=_("Size of the map"))

    class Meta(SearchFilter.Meta):
        form = MapForm
