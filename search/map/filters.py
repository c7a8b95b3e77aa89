"""What the map asks for beyond a search: which part of the country, and how large."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from search.filters import MOST_PARAMETERS, SearchFilter, SearchForm, WholeNumberFilter
from search.geometry import MAX_ZOOM, MIN_ZOOM, Box

# At most two decimals (half a mile), so that caches hold fewer different addresses.
NUMBERS = re.compile(r"(-?\d{1,3}(?:\.\d{1,2})?)" + r",(-?\d{1,3}(?:\.\d{1,2})?)" * 3, re.ASCII)
SIZE = re.compile(r"(\d{2,4}),(\d{2,4})", re.ASCII)
USUAL_SIZE = (640, 480)  # pixels


class BoxField(forms.Field):
    """Turns `west,south,east,north` into a Box."""

    default_error_messages = {
        "invalid": _("Write the box as west,south,east,north: degrees, with two decimals at most."),
    }

    def clean(self, value: str | None) -> Box | None:
        if not value:
            return None
        match = NUMBERS.fullmatch(value)
        box = match and Box(*map(float, match.groups()))
        if not box or not is_on_earth(box):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return box


def is_on_earth(box: Box) -> bool:
    """Return whether the edges of a Box are in order and at most one world away."""
    return -360 <= box.west < box.east <= 360 and -90 <= box.south < box.north <= 90


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


class BoxFilter(Filter):
    field_class = BoxField


class SizeFilter(Filter):
    field_class = SizeField


class MapForm(SearchForm):
    """The parameters of a search and those of its map."""

    most = MOST_PARAMETERS + 2


class MapFilter(SearchFilter):
    """A search, and the part of the map it is shown on.

    `box`: the part, a Box; without it the map shows what was found. `zoom`: Leaflet's, whole.
    Without it, the largest at which the box fits `size`, the map's (width, height) in pixels.
    """

    box = BoxFilter(label=_("Part of the map"))
    zoom = WholeNumberFilter(label=_("Zoom"), min_value=MIN_ZOOM, max_value=MAX_ZOOM)
    size = SizeFilter(label=_("Size of the map"))

    class Meta(SearchFilter.Meta):
        form = MapForm
