"""Whose request reads where, and for how long."""

import pytest
from django.http import HttpResponse

from database import deadlines, reading
from database.middleware import SECONDS_OF_STAFF, FailoverMiddleware


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
