"""A language as a column: its code, of those the site has.

What the site has is checked by forms and fixtures, from the settings: a new language needs no
migration. The database only refuses what can't be a code.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST_CODE = 7  # "zh-hans"
CODE = "^[a-z]{2,3}(-[a-z]{2,4})?$"


def site_languages():
    """Return the site's languages as choices of a field."""
    return settings.LANGUAGES


def translated_languages():
    """Return the languages besides the site's own as choices of a field."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def is_a_code(name, *conditions):
    """Return the constraint that `language` can be a code, and of further conditions (Q)."""
    return models.CheckConstraint(condition=Q(*conditions, language__regex=CODE), name=name)
