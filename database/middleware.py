"""Answer a visitor's request from another source when a database fails."""

from database import reading

STAFF = ("/admin/",)
SAFE = ("GET", "HEAD", "OPTIONS")


class FailoverMiddleware:
    """Visitors read from whichever source works; staff from the primary alone.

    A request that only reads and whose database fails is answered anew from the next
    source. What is sent by a form isn't: it may have been written.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(STAFF):
            return self.get_response(request)
        # Whoever sends a form reads where it is written.
        with reading.reading(is_fresh=request.method not in SAFE):
            return self.get_response(request)

    def process_exception(self, request, exception):
        own = reading.current()
        if own is None or not isinstance(exception, reading.FAILURES):
            return None
        while own.go_on(exception) and request.method in SAFE:
            try:
                return _answer(request)
            except reading.FAILURES as error:
                exception = error
        return None


def _answer(request):
    """Return the view's response, rendered."""
    match = request.resolver_match
    response = match.func(request, *match.args, **match.kwargs)
    if hasattr(response, "render") and callable(response.render):
        response = response.render()
    return response
