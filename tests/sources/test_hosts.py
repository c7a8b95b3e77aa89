"""Which machines may be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.network.hosts import HostRefused, Hosts, is_public

PUBLIC = ["8.8.8.8", "156.33.241.5", "2600:1f18::1", "2a00:1450:4001::1"]
PRIVATE = """
127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 2002:7f00:1::1 2001:0:1::1 100::1 localhost 1 0x7f000001
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_leads_into_a_private_network(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"), st.sampled_from(["::ffff:", "64:ff9b::"]))
def test_no_notation_hides_a_private_address(address, prefix):
    assert not is_public(str(address))
    assert not is_public(f"{prefix}{address}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_host_is_refused_by_its_address_whatever_its_name(host):
    with pytest.raises(HostRefused, match="an address of a private network"):
        Hosts().addresses(host, 80)


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f000001"])
def test_another_notation_of_this_machine_is_refused_or_no_name_at_all(host):
    # Which of the two depends on the machine's resolver.
    with pytest.raises((HostRefused, OSError)):
        Hosts().addresses(host, 80)


def test_a_host_that_the_operator_names_may_be_private():
    assert Hosts(frozenset({"127.0.0.1"})).addresses("127.0.0.1", 80) == ["127.0.0.1"]


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", ""])
def test_only_https_is_spoken(scheme):
    Hosts().check("https", "www.samhsa.gov")
    with pytest.raises(HostRefused, match="not https"):
        Hosts(frozenset({"mirror.example"})).check(scheme, "www.samhsa.gov")


def test_a_named_host_may_speak_plain_http_but_nothing_else():
    hosts = Hosts(frozenset({"mirror.example"}))
    hosts.check("http", "mirror.example")
    with pytest.raises(HostRefused):
        hosts.check("ftp", "mirror.example")
