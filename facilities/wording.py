"""Words of the taxonomy and of listings in other languages than English (docs/translating.md)."""

import re
from copy import copy
from functools import lru_cache

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, override

# As in fixtures/taxonomy/locale/: no word of the pages can be taken for one of the taxonomy.
CONTEXT = "service"
# As in fixtures/curated/locale/: what the entries that come with the finder say.
LISTED = "listing"
# What gettext puts between a context and the words it is given.
SEPARATOR = "\x04"
# The fields of services and groups that pages print.
TRANSLATED = (
    *("name", "explanation", "card_name", "card_label", "part_unsaid", "question", "doesnt_say"),
)


class English(str):
    """Words without a translation: plain for JSON, marked as English in HTML."""

    def __html__(self):
        return format_html('<span lang="en">{}</span>', str(self))


def translated(text, context=CONTEXT):
    """Return words of the taxonomy in the language in use, or as they are, as English."""
    # What gettext doesn't know it gives back as it came, context and all. (Its pgettext can't
    # tell that from "Medicaid", which is the same in Spanish.)
    translation = gettext(f"{context}{SEPARATOR}{text}") if text else ""
    return English(text) if SEPARATOR in translation else translation


def as_listed(text):
    """Return words of a listing, which are English, in the language in use, or as English."""
    return text if get_language() == "en" else translated(text, LISTED)


@lru_cache(maxsize=2000, typed=True)
def short_name(name):
    """Return a service's name without what stands in brackets at its end."""
    # Of the same type: what has no translation stays marked as English.
    return type(name)(re.sub(r"\s*\([^()]*\)$", "", name) or name)


def in_language(language, groups, services):
    """Return ServiceGroups and {pk: Service} as copies in a language: for pages, never saved."""
    with override(language):
        groups = tuple(map(_copied, groups))
        by_pk = {group.pk: group for group in groups}
        copies = {pk: _copied(service) for pk, service in services.items()}
    for service in copies.values():
        service.group = by_pk[service.group_id]
    return groups, copies


def _copied(original):
    localized = copy(original)
    for field in TRANSLATED:
        if text := getattr(original, field, ""):
            setattr(localized, field, translated(text))
    return localized


def joined(separator, words):
    """Return words of the taxonomy in one line of HTML."""
    return mark_safe(separator.join(map(conditional_escape, words)))


def filled(sentence, **words):
    """Return a translated sentence with words of the taxonomy in its %(holes)s, as HTML."""
    return mark_safe(
        escape(sentence) % {name: conditional_escape(word) for name, word in words.items()}
    )
