"""Form fields whose choices are the taxonomy's, which an import or an edit may change."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilities.models import Service
from facilities.taxonomy import Taxonomy
from search.query import MENTAL_HEALTH, SERVES_ONLY


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
