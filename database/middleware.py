"""Answer a visitor's request from another source when a database fails."""

from django.http import HttpResponse

from database import reading
from database.deadlines import within

STAFF = ("/admin/",)
SECONDS_OF_STAFF = 30.0
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
            # Longer than anything takes there; but a frozen database must hold no thread for ever.
            with within(SECONDS_OF_STAFF):
                return self.get_response(request)
        # Whoever sends a form reads where it is written.
        with reading.reading(is_fresh=request.method not in SAFE) as own:
            response = self.get_response(request)
            while own.is_again:
                own.is_again = False
                response = self.get_response(request)
            return response

    def process_exception(self, request, exception):
        """Ask for the request to be answered anew, by a response that nobody will see."""
        own = reading.current()
        if own is None or not isinstance(exception, reading.FAILURES):
            return None
        own.is_again = own.go_on(exception) and request.method in SAFE
        return HttpResponse(status=503) if own.is_again else None
