"""Which machines may be asked: public ones, and those that the operator names."""

import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv6Network

# IPv6 addresses that stand for an IPv4 address, whichever: compatible, mapped, translated
# (RFC 6052, RFC 8215), Teredo, 6to4. And the old site-local ones.
EMBEDDING = [
    IPv6Network(network)
    for network in (
        "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16 "
        "fec0::/10"
    ).split()
]


class HostRefused(Exception):
    """A host isn't asked: it is a machine of a private network, or would be reached openly."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that may be private and asked by plain http, such as a mirror of one's own."""

    private: frozenset[str] = frozenset()

    def check(self, scheme: str, host: str) -> None:
        """Refuse anything but https, unless the operator named the host."""
        if scheme == "https" or (scheme == "http" and host in self.private):
            return
        raise HostRefused(f"{host} would be asked by {scheme or 'no scheme'}, not https")

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the IP addresses of a host, or raise HostRefused, or OSError.

        All of them must be public. They are what is connected to: the name isn't looked up again.
        """
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        refused = [] if host in self.private else [a for a in addresses if not is_public(a)]
        if refused:
            raise HostRefused(f"{host} is {refused[0]}, an address of a private network")
        return addresses


def is_public(address: str) -> bool:
    """Tell whether an IP address is one that anybody's server may have."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and any(ip in network for network in EMBEDDING):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
