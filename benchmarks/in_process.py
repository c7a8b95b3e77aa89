"""The finder in this process, as gunicorn serves it: `finder.wsgi`, with all that it keeps."""

import time
from threading import enumerate as threads
from time import perf_counter, process_time

from django.test import RequestFactory

from benchmarks.processes import Failed
from finder.wsgi import application

OK = 200
BROTLI = "br"
SECONDS_TO_MAKE = 300


class Server:
    """The WSGI application, called as a server calls it."""

    def __init__(self):
        self.application = application
        self.factory = RequestFactory(SERVER_NAME="127.0.0.1")

    def __call__(self, path, coding=BROTLI):
        """Return the seconds that an answer takes, and how many of them on a processor.

        Raises Failed for an answer that isn't 200.
        """
        wall, worked, status = self._timed(path, coding)
        if status != OK:
            raise Failed(f"{path} answers {status}")
        return wall, worked

    def processor_seconds(self, path):
        """Return the seconds of processor time that an answer takes, whatever its status."""
        return self._timed(path, BROTLI)[1]

    def content(self, path, coding="", **headers):
        """Return the bytes of an answer, packed if a coding is named."""
        return self._answer(self._environ(path, coding) | headers)[1]

    def _timed(self, path, coding):
        environ = self._environ(path, coding)
        started, worked = perf_counter(), process_time()
        status, _content = self._answer(environ)
        return perf_counter() - started, process_time() - worked, status

    def _environ(self, path, coding):
        return self.factory.get(path, headers={"accept-encoding": coding}).environ

    def _answer(self, environ):
        response = self.application(environ, lambda *_status: None)
        try:
            return response.status_code, b"".join(response)
        finally:
            response.close()


def ready(serve):
    """Return a Server that has all in memory and in files that a worker has after a while."""
    from api.records import making
    from finder.worker import kept_pages
    from finder.worker.warming import warm

    kept_pages.SETTLED = 0.0  # nobody changes the directory meanwhile
    making.rest = lambda _seconds: None  # nobody is asked meanwhile
    warm(serve.application)
    until = time.monotonic() + SECONDS_TO_MAKE
    while any(thread.name == "records" for thread in threads()):
        if time.monotonic() > until:
            raise Failed("records aren't made in time")
        time.sleep(0.1)
    return serve
