"""REDIS_URL: what is taken, and what is said of anything else."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from finder.configuration.values import redis_address


@pytest.mark.parametrize(
    "value",
    [
        "",
        "redis://127.0.0.1",
        "redis://127.0.0.1:6379/0",
        "redis://:secret@redis.example.org:6379",
        "rediss://user:secret@[2001:db8::1]:6380/2",
        "rediss://redis.example.org:6380/0?ssl_ca_certs=/etc/redis/ca.crt",
        "unix:///run/redis/redis.sock",
        "unix://:secret@/run/redis/redis.sock?db=1",
    ],
)
def test_an_address_is_taken(value):
    assert redis_address("REDIS_URL", f" {value} ") == value


@pytest.mark.parametrize(
    "value",
    [
        "on",
        "127.0.0.1:6379",
        "http://redis.example.org",
        "redis://",
        "redis://host:port/0",
        "redis://host:99999/0",
        "redis://host:0/0",
        "redis://:secret@host/name",
        "redis://[::1/0",
        "unix://",
    ],
)
def test_of_anything_else_it_says_so_and_quotes_no_password(value):
    with pytest.raises(ImproperlyConfigured, match="^REDIS_URL is not the address of a") as caught:
        redis_address("REDIS_URL", value)
    assert "secret" not in str(caught.value)
