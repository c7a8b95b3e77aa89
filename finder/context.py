"""What every template may use."""

from typing import NamedTuple

from django.conf import settings

from finder import operator
from finder.language import has_languages, of_path, path_in
from text.languages import languages


class LanguageLink(NamedTuple):
    """A link to a page in another language: its code, two texts for it, and the path.

    `name` is the language's own name ("Español"), `text` says it in a list of other links ("En
    español").
    """

    code: str
    name: str
    text: str
    path: str


def site(request=None):
    """Return what the operator set: the site's name, how discreet it is, what its map shows."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "EXIT_URL": settings.EXIT_URL,
        "NEUTRAL_TITLE": settings.NEUTRAL_TITLE,
        "HAS_MAP": settings.HAS_MAP,
        "MAP_BASEMAP": settings.MAP_BASEMAP,
        "OPERATOR": operator.shown(),
        "callbacks_enabled": settings.CALLBACKS_ENABLED,
    }


def language_links(request):
    """Return `language_links`: a LanguageLink for each other language the page is there in."""
    if request is None or not has_languages(request.path_info):
        return {"language_links": []}
    here, own = request.get_full_path(), of_path(request.path_info)
    texts = {language.code: language.link for language in languages()}
    return {
        "language_links": [
            LanguageLink(code, name, texts.get(code, name), path_in(code, here))
            for code, name in settings.LANGUAGES
            if code != own
        ]
    }
