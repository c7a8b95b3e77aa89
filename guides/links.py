"""The links in guides: to this site's pages and searches, phone numbers, and other sites.

A number is a helpline's, by its slug: `[call:988]`, `[text:988]`, `[number:988]`; `[Call:988]`
begins a sentence. The number, what to press and what to send are the helpline's own, in the
guide's language. One that is no helpline's is written out: `[number:1-866-444-3272]`.
"""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from facilities.taxonomy import taxonomy
from helplines.lines import lines_by_slug
from helplines.links import CALL, TEXT, Link, link_to, tel_uri
from pages.search.count import errors
from places.resolve import resolve as resolve_place
from search.filters import SERVICE_PARAMETERS, SearchFilter, form_class

EMERGENCY = "tel:911"
NUMBER = "number"
WRITTEN_OUT = re.compile(r"1(?:-\d{3}){2}-\d{4}")
GUIDE = "guide"
SEARCH = "search"


def is_outside(href):
    return href.startswith("https://")


def is_number(href):
    return href.startswith(("tel:", "sms:"))


def page_of(path):
    """Return the ResolverMatch of a path without a language prefix, or None."""
    with override(settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None


def in_language(href, language):
    """Return a guide's link with the path of `language`."""
    if is_outside(href) or is_number(href):
        return href
    parts = urlsplit(href)
    page = page_of(parts.path)
    if page is None:  # the page existed when the guide was saved
        return href
    with override(language):
        path = reverse(page.view_name, args=page.args, kwargs=page.kwargs)
    return parts._replace(path=path).geturl()


def link_problem(href, guides):
    """Return what is wrong with a link, or "". `guides`: slugs that exist."""
    if is_outside(href):
        return "" if urlsplit(href).hostname else _("%s isn't an address.") % href
    if is_number(href):
        return "" if href == EMERGENCY else _("Write [call:988], [text:988] or [number:988].")
    parts = urlsplit(href)
    page = page_of(parts.path) if parts.path.startswith("/") and not parts.netloc else None
    if page is None:
        return _("%s isn't a page of this site, a number, or an https:// address.") % href
    if page.view_name == GUIDE:
        is_there = page.kwargs["slug"] in guides
        return "" if is_there else _("There is no guide at %s.") % href
    if page.kwargs:
        return _("%s can go away: link to a search instead.") % href
    return search_problem(parts.query) if page.view_name == SEARCH else ""


def search_problem(query):
    """Return what is wrong with the query string of a search, or ""."""
    asked = QueryDict(query)
    if unknown := set(asked) - set(SearchFilter.base_filters):
        return _("A search can't ask for “%s”.") % min(unknown)
    # Without the index, which takes seconds to read.
    form = form_class(SearchFilter)(asked, taxonomy=taxonomy)
    if not form.is_valid():
        return " ".join(map(str, errors(form)))
    where = form.cleaned_data.get("where")
    if where and resolve_place(where).place is None:
        return _("There is no place “%s”.") % where
    return ""


def service_problem(slug):
    """Return why a search can't ask for this service, or ""."""
    service = taxonomy().by_slug.get(slug)
    if service and service.group.parameter in SERVICE_PARAMETERS and not service.declines:
        return ""
    return _("There is no service “%s” that a search can ask for.") % slug


def hidden_fields(query):
    """Return a search's [(name, value)] without its place, which visitors type."""
    return [(name, value) for name, value in parse_qsl(query) if name != "where"]


def link_of(mark, name):
    """Return the Link of a mark ("call") and a name, or None if there is no such number."""
    if mark == NUMBER and WRITTEN_OUT.fullmatch(name):
        return Link(tel_uri("+" + name.replace("-", "")), name, name)
    line = lines_by_slug().get(name)
    link = line and link_to(line, TEXT if mark.lower() == TEXT else CALL)
    if not link:
        return None
    if mark == NUMBER:
        return replace(link, words=link.number)
    return link if mark.istitle() else replace(link, words=_uncapitalized(link.words))


def number_problem(mark, name):
    """Return what is wrong with a mark and a name, or ""."""
    if link_of(mark, name):
        return ""
    return _("No helpline “%s” has a number for that.") % name


def _uncapitalized(words):
    return words[:1].lower() + words[1:]
