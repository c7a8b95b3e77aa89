"""What the directory's templates need beyond Django's own tags."""

import re

from django import template
from django.utils.translation import gettext as _

from facilities.describe import short_name
from places.states import STATES

register = template.Library()

EXACT = ("source", "street")  # precisions that are a point, not the center of an area
EXTENSION = re.compile(r"[\s,;]*(?:x|ext\.?|extension)\s*(\d+)\s*$", re.IGNORECASE)


@register.filter
def get(mapping, key):
    """Return the value of a key that only the template knows: `{{ cards|get:pk }}`."""
    return mapping.get(key)


@register.filter
def how_far(facility):
    """Return a facility's distance in words, "about" where only its area is known."""
    distance, is_exact = facility.distance, facility.precision in EXACT
    if distance < 1:
        return _("Less than 1 mile") if is_exact else _("About 1 mile or less")
    number = f"{distance:.1f}".removesuffix(".0") if distance < 10 else f"{distance:.0f}"
    text = _("%(number)s miles") if is_exact else _("About %(number)s miles")
    return text % {"number": number}


@register.filter
def bare_number(phone):
    """Return a Phone's number as its source writes it, without the extension it has."""
    return EXTENSION.sub("", phone.display)


@register.filter
def short(service):
    return short_name(service.name)


@register.filter
def state_name(code):
    """Return the name of a state given by its two letters."""
    return STATES[code].name if code in STATES else code


@register.filter
def host(url):
    """Return the part of a web address that people recognise."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
