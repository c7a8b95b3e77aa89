"""Connections to checked addresses, none of which outlasts its time."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from sources.network.hosts import Hosts


class Deadline:
    """The moment at which an answer must be there, however it trickles in."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Return the seconds that are left; below 0 if it has passed."""
        return self.at - time.monotonic()

    def within(self, timeout: float | None) -> float:
        """Return how long one step may take, in seconds; none left raises a timeout."""
        left = self.left
        if left <= 0:
            raise httpcore.ReadTimeout("no time left")
        return left if timeout is None else min(timeout, left)


class CheckedBackend(httpcore.SyncBackend):
    """Looks a host up itself, and connects to an address that it has checked."""

    def __init__(self, hosts: Hosts, deadline: Deadline) -> None:
        self.hosts, self.deadline = hosts, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self.hosts.addresses(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} isn't known ({error.strerror})") from error
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            step = self.deadline.within(timeout)
            try:
                stream = super().connect_tcp(address, port, step, local_address, socket_options)
                return TimedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class TimedStream(httpcore.NetworkStream):
    """A stream of which no step goes beyond the deadline of the whole answer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.within(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        step = self.deadline.within(timeout)
        secured = self.stream.start_tls(ssl_context, server_hostname, step)
        return TimedStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def trusted() -> ssl.SSLContext:
    """Return whose certificates are taken: those of certifi, and those that this machine trusts.

    A mirror may have an authority of its own.
    """
    context = httpcore.default_ssl_context()
    context.load_default_certs()
    return context


def pool(hosts: Hosts, deadline: Deadline, context: ssl.SSLContext) -> httpcore.ConnectionPool:
    """Return what makes one request; it knows no proxy, no cookie and no password."""
    return httpcore.ConnectionPool(
        ssl_context=context,
        max_connections=1,
        max_keepalive_connections=0,
        network_backend=CheckedBackend(hosts, deadline),
    )
