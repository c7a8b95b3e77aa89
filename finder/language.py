"""The language of a page is in its address, and nowhere else: English at /, Spanish at /es/.

Not Django's LocaleMiddleware: it goes by cookies and the browser's settings, too, which would
make every page vary by visitor, out of reach for shared caches (docs/decisions/0015-spanish.md).
"""

from django.conf import settings
from django.utils import translation

OTHERS = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


class LanguageMiddleware:
    """Answer in the language that the address begins with."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = of_path(request.path_info)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def of_path(path):
    """Return the language code of an address' path."""
    first = path[1:].split("/", 1)[0]
    return first if first in OTHERS else settings.LANGUAGE_CODE


def path_in(language, path):
    """Return the same address (path and query) in another language."""
    here = of_path(path)
    plain = path if here == settings.LANGUAGE_CODE else path[len(here) + 1 :]
    return plain if language == settings.LANGUAGE_CODE else f"/{language}{plain}"


def has_languages(path):
    """Tell whether what this path leads to is there in each language; the API isn't."""
    return not path.startswith(("/api/", "/admin/", "/static/", "/counts/", "/styleguide/"))
