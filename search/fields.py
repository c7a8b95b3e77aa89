"""Form fields whose choices are the taxonomy's, which an import or an edit may change."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilities.models import Service
from facilities.taxonomy import Taxonomy
from search.geometry import Box
from search.query import MENTAL_HEALTH, SERVES_ONLY

# At most two decimals (half a mile), so that caches hold few addresses and none tells a house.
BOX = re.compile(r"(-?\d{1,3}(?:\.\d{1,2})?)" + r",(-?\d{1,3}(?:\.\d{1,2})?)" * 3, re.ASCII)


class TaxonomyField(forms.MultipleChoiceField):
    """Several slugs of the taxonomy.

    `taxonomy` gives the Taxonomy to look in; SearchForm sets it, and it is called only when
    there is a slug to look up.
    """

    taxonomy: Callable[[], Taxonomy]
    has_boxes = True  # templates show one for each choice

    def clean(self, value: list[str] | None) -> list[Any]:
        # A form sends `service=` when nothing is chosen.
        slugs: list[str] = super().clean([slug for slug in value or [] if slug])
        return slugs


class ServiceField(TaxonomyField):
    """Turns slugs into Services; an unknown slug is an error that names it."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” isn't something a search can ask for here."),
    }

    def __init__(self, *, parameter: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.parameter = parameter

    def valid_value(self, value: str) -> bool:
        service = self.taxonomy().by_slug.get(value)
        return (
            service is not None
            and service.group.parameter == self.parameter
            and not service.declines
        )

    def clean(self, value: list[str] | None) -> list[Service]:
        slugs = super().clean(value)
        return [self.taxonomy().by_slug[slug] for slug in dict.fromkeys(slugs)]


class IncludeField(TaxonomyField):
    """What a search shows besides exact matches: see `SearchQuery.include`."""

    default_error_messages = {"invalid_choice": _("“%(value)s” isn't something to include.")}

    def valid_value(self, value: str) -> bool:
        slugs = (group.slug for group in self.taxonomy().groups)
        return value in (SERVES_ONLY, MENTAL_HEALTH) or value in slugs


class BoxField(forms.Field):
    """Turns `west,south,east,north` into a Box."""

    default_error_messages = {
        "invalid": _("Write the box as west,south,east,north: degrees, with two decimals at most."),
        "turned": _(
            "The box must run from west to east and from south to north, no farther than "
            "360 and 90 degrees. Past the 180th meridian, keep counting: -188,51,-170,55."
        ),
    }

    def clean(self, value: str | None) -> Box | None:
        if not value:
            return None
        match = BOX.fullmatch(value)
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        box = Box(*map(float, match.groups()))
        if not box.is_on_earth:
            raise ValidationError(self.error_messages["turned"], code="turned")
        return box
