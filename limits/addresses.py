"""Whose address a request comes from, and the networks it lies in."""

from ipaddress import ip_address, ip_network

from django.conf import settings

# The prefixes of the networks around an address: {version: (neighbors', provider's)}. A rented
# server often comes with 65,536 IPv6 networks (a /48).
WIDER = {4: (24, 16), 6: (48, 32)}


def address(request):
    """Return the client's address: from the proxy's header if one is set, else the connection's.

    Return "" for a loopback address: behind a proxy that doesn't forward the address, all
    visitors would count as one, and the first would lock out the rest. Return "" if it isn't an
    address. For IPv6, return the /64 network: a household has 2^64 addresses in it. Of several
    addresses in the header take the last, which our proxy added; a browser may forge the others.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    header_value = header and request.headers.get(header, "") or request.META.get("REMOTE_ADDR", "")
    try:
        ip = ip_address(header_value.rpartition(",")[2].strip())
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.is_loopback:
        return ""
    if ip.version == 6:
        return str(ip_network((int(ip), 64), strict=False))
    return str(ip)


def wider_networks(where):
    """Return the neighbors' and the provider's network around what `address` returned."""
    network = ip_network(where)
    neighbors, provider = WIDER[network.version]
    return str(network.supernet(new_prefix=neighbors)), str(network.supernet(new_prefix=provider))
