"""Whose request reads where, and for how long."""

import pytest
from django.db import OperationalError, connections
from django.http import HttpResponse

from database import deadlines, reading, sources
from database.middleware import SECONDS_OF_STAFF, FailoverMiddleware


def test_the_next_source_has_half_the_time(rf, monkeypatch):
    monkeypatch.setattr(sources, "choose", lambda *_arguments, **_options: "default")
    times = []

    def answer(request):
        times.append(deadlines._seconds.get())
        if len(times) == 1:
            reading.current().alias = "replica1"
            return failover.process_exception(request, OperationalError())
        return HttpResponse("answered")

    monkeypatch.setitem(connections.settings, "replica1", connections.settings["default"])
    failover = FailoverMiddleware(answer)
    assert failover(rf.get("/search/")).content == b"answered"
    assert times == [reading.SECONDS, reading.SECONDS / 2]


@pytest.mark.parametrize(
    "method, path, seconds, is_fresh",
    [
        ("get", "/search/", reading.SECONDS, False),
        ("post", "/callback/", reading.SECONDS, True),
        ("get", "/administration/", reading.SECONDS, False),
        ("get", "/admin/", SECONDS_OF_STAFF, None),
        ("post", "/admin/login/", SECONDS_OF_STAFF, None),
    ],
)
def test_each_query_has_its_time(rf, method, path, seconds, is_fresh):
    def answer(_request):
        own = reading.current()
        assert (own and own.is_fresh) == is_fresh
        assert deadlines._seconds.get() == seconds
        return HttpResponse()

    assert FailoverMiddleware(answer)(getattr(rf, method)(path)).status_code == 200
    assert deadlines._seconds.get() is None
