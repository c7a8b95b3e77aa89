"""The lines to copy into another site: a script or a frame, each with a plain link."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from pages.choice import Choice
from search.request import SearchRequest

# Of what somebody may choose, all that stands in the lines.
CHOSEN = ("where", "service")


@dataclass(frozen=True)
class SnippetRequest:
    """For which search and in which language somebody wants the lines; both may be empty."""

    params: QueryDict

    @cached_property
    def search(self):
        return SearchRequest(self.params)

    @property
    def is_wrong(self):
        return not self.search.is_valid or self.search.is_place_unknown

    @property
    def language(self):
        """Return the code of the language of the lines: that of the page, unless it is chosen."""
        chosen = self.params.get("in", "")
        return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language()

    @property
    def pairs(self):
        """Return (name, value) of the search, none of one that doesn't work."""
        values = {} if self.is_wrong else {name: self.params.get(name) for name in CHOSEN}
        return [(name, value) for name, value in values.items() if value]


def snippets(asked, home):
    """Return the context of a SnippetRequest; `home`: the address of this site."""
    query = f"?{urlencode(asked.pairs)}" if asked.pairs else ""
    with translation.override(asked.language):
        link = urljoin(home, reverse("search") + query)
        example = reverse("embed") + query
        text = _("Find addiction treatment")
    line = format_html('<a href="{}">{}</a>', link, text)
    return {
        "script": _script(asked, home, line),
        "frame": _frame(urljoin(home, example), text, line),
        "example": example,
        "services": _services(asked),
        "languages": [
            Choice(code, name, code == asked.language) for code, name in settings.LANGUAGES
        ],
    }


def _script(asked, home, line):
    data = format_html_join("", ' data-{}="{}"', [*asked.pairs, ("language", asked.language)])
    address = urljoin(home, reverse("embed-script"))
    script = format_html(
        '<script src="{}"{} referrerpolicy="no-referrer" async></script>', address, data
    )
    return format_html("{}\n{}", line, script)


def _frame(address, title, line):
    frame = format_html(
        '<iframe src="{}" title="{}" width="100%" height="900" frameborder="0" '
        'referrerpolicy="no-referrer"></iframe>',
        address,
        title,
    )
    return format_html("{}\n{}", frame, line)


def _services(asked):
    """Return the Choices of a kind of care, that of all kinds first."""
    chosen = asked.params.get("service", "")
    levels = asked.search.taxonomy.levels
    named = [Choice(service.slug, service.name, service.slug == chosen) for service in levels]
    return [Choice("", _("All kinds of care"), not chosen), *named]
