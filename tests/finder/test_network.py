"""The network is blocked in tests, and this machine is not."""

import socket
from urllib.request import urlopen

import pytest
import requests

from tests.network import NetworkBlocked

# Of the block that is set aside for documentation: nobody has these addresses.
ELSEWHERE = ("192.0.2.1", 80)


def test_another_machine_cannot_be_connected_to():
    with socket.socket() as sock, pytest.raises(NetworkBlocked):
        sock.connect(ELSEWHERE)
    with socket.socket() as sock, pytest.raises(NetworkBlocked):
        sock.connect_ex(ELSEWHERE)
    with socket.socket(socket.AF_INET6) as sock, pytest.raises(NetworkBlocked):
        sock.connect(("2001:db8::1", 80))


def test_another_machine_cannot_be_sent_to():
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(NetworkBlocked):
        sock.sendto(b"x", ELSEWHERE)


def test_names_of_other_machines_are_not_looked_up():
    for look_up in (socket.gethostbyname, lambda name: socket.getaddrinfo(name, 80)):
        with pytest.raises(NetworkBlocked, match="example.org"):
            look_up("example.org")


def test_libraries_are_blocked_too():
    with pytest.raises(OSError, match="example.org"):
        urlopen("http://example.org/", timeout=1)
    with pytest.raises(requests.ConnectionError):
        requests.get("https://example.org/", timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_blocked(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection((host, server.getsockname()[1]), timeout=5)
        there, _address = server.accept()
        with client, there:
            client.sendall(b"x")
            assert there.recv(1) == b"x"
