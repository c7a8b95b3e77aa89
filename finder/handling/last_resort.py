"""What visitors get if something fails outside of all that answers errors otherwise."""

import io
import logging
from functools import partial
from typing import Any

from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils import translation
from django.utils.translation import gettext as _

from finder.caching import CachingMiddleware
from finder.errors import server_error
from finder.handling.request import Request
from finder.language import of_path, path_in
from finder.middleware import SecurityHeadersMiddleware
from helplines.lines import printed_lines
from programs.addresses import is_for_programs
from programs.middleware import ProgramsMiddleware
from programs.problems import ADDRESS

logger = logging.getLogger(__name__)


def last_resort(path):
    """Return the page, or the problem, that a server error is at a path, with all headers."""
    return without_middleware(server_error, path)


def without_middleware(view, path):
    """Return what an error's view answers in the language of a path, with all headers.

    For what no request comes of, or whose request failed outside of the middleware.
    """
    # A request of our own making: nothing of the one that failed can make this fail, too.
    request = Request(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": ADDRESS if is_for_programs(path) else path_in(of_path(path), "/"),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
        }
    )
    answer: Any = CachingMiddleware(partial(page, view))
    for middleware in (SecurityMiddleware, ProgramsMiddleware, CSPMiddleware):
        answer = middleware(answer)
    answer = SecurityHeadersMiddleware(answer)
    return answer(request)


def page(view, request):
    """Return the page, or its numbers alone if templates or static files are what fails."""
    try:
        return view(request)
    except Exception as error:
        # The likeliest cause is said: an exception's message is in no log.
        logger.error(
            "Not even the page of errors can be made (%s). Has manage.py collectstatic run since "
            "the last update?",
            type(error).__name__,
        )
        with translation.override(of_path(request.path_info)):
            lines = [
                _("You don't have to wait for this page. These numbers work:"),
                *(
                    f"{line.name}: {line.call_display or line.text_display}"
                    for line in printed_lines()
                ),
            ]
        text = "\n".join(lines) + "\n"
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
