"""No test reaches another machine: what tries to is refused, and fails at once."""

import ipaddress
import socket

import pytest


class NetworkBlocked(OSError):
    """A test asked for another machine."""


def is_here(address):
    """Return whether `address` is a socket's file, or a port of this machine."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in ("", "localhost", None):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(method):
    def do(self, *arguments):
        address = arguments[-1]
        if not is_here(address):
            raise NetworkBlocked(f"tests may not reach {address[0]}")
        return method(self, *arguments)

    return do


def guarded_lookup(look_up):
    def do(host, *arguments, **options):
        if not is_here((host,)):
            raise NetworkBlocked(f"tests may not look up {host}")
        return look_up(host, *arguments, **options)

    return do


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        for name in ("getaddrinfo", "gethostbyname"):
            patch.setattr(socket, name, guarded_lookup(getattr(socket, name)))
        yield
