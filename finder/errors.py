"""Error pages: they show the numbers to call, and need no database. Programs get a problem."""

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from finder.caching import NEVER
from finder.context import language_links, site
from finder.language import of_path
from helplines.lines import printed_lines
from programs.addresses import is_for_programs
from programs.problems import problem_of

SECONDS_TO_WAIT = 60


def bad_request(request, exception=None):
    return _page(request, 400, _("That web address doesn't work"))


def forbidden(request, exception=None):
    return _page(request, 403, _("You can't open this page"))


def form_refused(request, reason=""):
    """Answer a form that may come from another site; `reason`, Django's, quotes what was sent."""
    return _page(request, 403, _("This form can't be sent"), is_form=True)


def not_found(request, exception=None):
    return _page(request, 404, _("We can't find this page"))


def too_large(request):
    return _page(request, 413, _("This is too much to send"))


def too_long(request):
    return _page(request, 414, _("This address is too long"))


def not_received(request):
    return _page(request, 400, _("We didn't get what you sent"), is_form=True)


def too_many(request):
    return _page(request, 429, _("Too many pages at once"))


def server_error(request):
    return _page(request, 500, _("Something went wrong on our side"))


def unavailable(request):
    return _page(request, 503, _("The directory is down right now"))


def _page(request, status, title, is_form=False):
    if request and is_for_programs(request.path_info):
        return problem_of(status)
    # No `request` in the context: templates could use it for something that needs the database.
    # The language is set here as a bad request may be refused before LanguageMiddleware runs.
    language = of_path(request.path_info) if request else translation.get_language()
    with translation.override(language):
        context = {"title": title, "status": status, "is_form": is_form, **site()}
        context["lines"] = printed_lines()
        context |= language_links(request)
        response = render(None, "error.html", context, status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = NEVER
    if status in (429, 503):
        response.headers["Retry-After"] = SECONDS_TO_WAIT
    return response
