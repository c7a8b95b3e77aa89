"""The language of a page is in its address alone: English at /, any other below its code (/es/).

Not Django's LocaleMiddleware: it goes by cookies and the browser's settings, too, which would
make every page vary by visitor, out of reach for shared caches (docs/decisions/0015-spanish.md).
"""

from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation

# What search engines are asked to leave alone, in each language (robots.txt).
CLOSED_TO_ROBOTS = (
    "/search/",
    "/shortlist/",
    "/call-sheet/",
    "/near-me/",
    "/start/",
    "/offline/",
    "/embed/part/",
    "/callback/",
    "/self-check/",
)
# Pages about another page or for another site, and forms' answers: these ask not to be listed.
UNLISTED = ("/source/", "/report/", "/thanks/", "/helpful/", "/embed/")
# What isn't there in each language.
WITHOUT_LANGUAGES = (
    *("/api/", "/hsds/", "/admin/", "/static/", "/counts/", "/styleguide/", "/operator/"),
)
# Of a path and query, to be repeated for each language: proxies take some 4,000 bytes of headers.
LONGEST_REPEATED = 300
# Parameters that make another page of it, by the name of an address; all else shows the same page.
OF_ANOTHER_PAGE = {"state": ["page"], "city": ["page"], "resources": ["kind"]}


class LanguageMiddleware:
    """Answer in the language that the address begins with."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = of_path(request.path_info)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if is_listed(request, response):
            response.headers["Link"] = alternates(request)
        return response


def is_listed(request, response):
    """Tell whether search engines may list a response, and so need to know its languages."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and len(request.get_full_path()) <= LONGEST_REPEATED
        and has_languages(request.path_info)
        and is_for_search_engines(request.path_info)
    )


def alternates(request):
    """Return the value of `Link` that says which address is the page's own, and in which language.

    Not <link>s in its head: the numbers to call come within a page's first 2 KB, whatever
    the site's name and the page's address.
    """
    here = canonical(request)
    own = f'<{request.build_absolute_uri(here)}>; rel="canonical"'
    addresses = {code: path_in(code, here) for code, _name in settings.LANGUAGES}
    addresses["x-default"] = addresses[settings.LANGUAGE_CODE]
    tongues = (
        f'<{request.build_absolute_uri(path)}>; rel="alternate"; hreflang="{code}"'
        for code, path in addresses.items()
    )
    return ", ".join([own, *tongues])


def canonical(request):
    """Return the path and query of a page without what doesn't change it: its only address."""
    name = getattr(request.resolver_match, "view_name", "")
    query = [
        (parameter, request.GET[parameter])
        for parameter in OF_ANOTHER_PAGE.get(name, ())
        if request.GET.get(parameter) and (parameter, request.GET[parameter]) != ("page", "1")
    ]
    return f"{request.path}?{urlencode(query)}" if query else request.path


def of_path(path):
    """Return the language code of an address' path."""
    first = path[1:].split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def path_in(language, address):
    """Return the same address (path and query) in a language: always one of this site.

    Any text goes in. What browsers would take for another host ("//", "/\\") doesn't come out.
    """
    path, mark, query = address.partition("?")
    here = of_path(path)
    plain = path if here == settings.LANGUAGE_CODE else path[len(here) + 1 :]
    plain = "/" + plain.lstrip("/\\" + "".join(map(chr, range(33))))
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}{plain}{mark}{query}"


def has_languages(path):
    """Tell whether what this path leads to is there in each language; the API isn't."""
    return not path.startswith(WITHOUT_LANGUAGES)


def is_for_search_engines(path):
    """Tell whether a page may be listed by search engines: these need to know its languages."""
    plain = path_in(settings.LANGUAGE_CODE, path)
    return not plain.startswith(CLOSED_TO_ROBOTS) and not plain.endswith(UNLISTED)
