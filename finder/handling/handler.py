"""The WSGI application: Django's, with requests of ours, a last resort, and HEAD without a body."""

import logging
import sys

from django.core.handlers.wsgi import WSGIHandler

from finder.handling.last_resort import last_resort
from finder.handling.request import Request

logger = logging.getLogger("finder.handling")


class Handler(WSGIHandler):
    """Answer every request, also one that can't even be made into a Request."""

    request_class = Request

    def __call__(self, environ, start_response):
        try:
            answer = super().__call__(environ, start_response)
        except Exception:
            logger.exception("A request failed outside of Django's handlers.")
            answer = last_resort(environ.get("PATH_INFO", "/"))
            status = f"{answer.status_code} {answer.reason_phrase}"
            start_response(status, [*answer.items()], sys.exc_info())
        return Bodiless(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer


class Bodiless:
    """The answer to HEAD: nothing to send, but what makes the answer is closed when it ends."""

    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        return iter(())

    def close(self):
        if close := getattr(self.answer, "close", None):
            close()
