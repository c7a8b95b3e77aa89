"""The proxy and the network: its cache lost, its certificate renewed, clients that are slow."""

import shutil
import signal
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from faults.parts.proxy import make_certificate
from faults.scenario import scenario
from faults.site import Site

SLOW_CLIENTS = 100
UNFINISHED = b"GET /search/?where=Denver HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
UNREAD = b"GET /api/v1/facilities.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@scenario("cache-lost", "nginx's cache deleted, twice")
def cache_lost(site: Site) -> None:
    for _time in range(2):
        for folder in (site.proxy.home / "cache").iterdir():
            shutil.rmtree(folder, ignore_errors=True) if folder.is_dir() else folder.unlink()
        site.wait(6)


@scenario("proxy-reloaded", "nginx reloaded (HUP), three times")
def reloaded(site: Site) -> None:
    for _time in range(3):
        site.proxy.send(signal.SIGHUP)
        site.wait(4)


@scenario("certificate-renewed", "a new certificate, nginx reloaded (HUP)", is_secure=True)
def renewed(site: Site) -> str:
    before = certificate(site)
    site.wait(4)
    make_certificate(site.proxy.certificate, site.proxy.key)
    site.proxy.send(signal.SIGHUP)
    site.wait(6)
    return "the old certificate is still served" if certificate(site) == before else ""


@scenario("slow-clients", f"{SLOW_CLIENTS} clients that never finish what they ask, 20 s")
def slow_clients(site: Site) -> None:
    with clients(site, UNFINISHED):
        site.wait(20)


@scenario("unread-answers", "12 clients that ask for the whole country and never read it, 20 s")
def unread_answers(site: Site) -> None:
    with clients(site, UNREAD, number=12):
        site.wait(20)


@contextmanager
def clients(site: Site, sent: bytes, number: int = SLOW_CLIENTS) -> Iterator[None]:
    """Have so many clients send this to each server and to the proxy, and nothing more."""
    ports = [node.port for node in site.nodes] + [site.proxy.cached]
    with ExitStack() as stack:
        for port in ports * (number // len(ports)):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port), 5))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(sent)
        yield


def certificate(site: Site) -> str:
    """Return the certificate that the proxy serves."""
    return ssl.get_server_certificate(("127.0.0.1", site.proxy.secure), timeout=5)
