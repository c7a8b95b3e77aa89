"""Count each request, where numbers are asked for."""

import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

# What no address of the site is, or was refused before one was looked for.
NO_PAGE = "none"
# Of a request that a worker asks itself before visitors do: no header gets this name.
WARM_UP = "finder.warm-up"


class MetricsMiddleware:
    """The outermost: what it times is all that the finder does for an answer."""

    def __init__(self, get_response):
        if not settings.METRICS_PORT:
            raise MiddlewareNotUsed
        from metrics.requests import count

        self.get_response, self.count = get_response, count

    def __call__(self, request):
        if WARM_UP in request.META:
            return self.get_response(request)
        started, processor = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        self.count(
            (match and match.view_name) or NO_PAGE,
            response.status_code,
            time.perf_counter() - started,
            time.thread_time() - processor,
        )
        return response
