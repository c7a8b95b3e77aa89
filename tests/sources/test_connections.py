"""Whom a connection reaches: by https, at the address that was checked, for so long."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources.network.connections import Deadline
from sources.network.fetching import FetchError
from sources.network.hosts import Hosts
from tests.sources.server import Site, running


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return the path of a certificate of this machine's own, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(pem))
    return path


@pytest.fixture
def secured(certificate):
    """Serve by https; return the Site."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site = Site()
    site.has("/file", b"what a directory is made of")
    with running(site, context) as address:
        site.address = address
        yield site


def test_a_certificate_that_nobody_vouches_for_is_refused(secured, fetcher, tmp_path):
    with pytest.raises(FetchError, match="certificate verify failed"):
        fetcher(attempts=1).get(f"{secured.address}/file", tmp_path / "came", None)
    assert secured.requests == []


def test_one_that_the_machine_trusts_is_taken(secured, fetcher, tmp_path, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    answer = fetcher().get(f"{secured.address}/file", tmp_path / "came", None)
    assert answer.size == 27


def test_a_trusted_certificate_of_another_name_is_refused(
    secured, fetcher, tmp_path, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = secured.address.replace("127.0.0.1", "localhost")
    hosts = Hosts(frozenset({"localhost"}))
    with pytest.raises(FetchError, match="certificate"):
        fetcher(hosts=hosts, attempts=1).get(f"{address}/file", tmp_path / "came", None)


def test_what_is_connected_to_is_the_address_that_was_checked(fetcher, tmp_path, monkeypatch):
    """A name that leads elsewhere when it is looked up again isn't looked up again."""
    asked = []

    def look_up(host, port, *arguments, **options):
        asked.append(host)
        address = "8.8.8.8" if len(asked) == 1 or host == "8.8.8.8" else "127.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    with pytest.raises(FetchError, match="tests may not reach 8.8.8.8"):
        fetcher(hosts=Hosts(), attempts=1).get(
            "https://rebind.example/file", tmp_path / "came", None
        )
    assert asked == ["rebind.example", "8.8.8.8"]


def test_one_private_address_among_public_ones_is_refused(fetcher, tmp_path, monkeypatch):
    answers = [(2, 1, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *arguments, **options: answers)
    with pytest.raises(FetchError, match="rebind.example is 10.0.0.1, an address of a private"):
        fetcher(hosts=Hosts()).get("https://rebind.example/file", tmp_path / "came", None)


def test_a_step_takes_no_longer_than_the_whole():
    deadline = Deadline(100)
    assert deadline.within(5) == 5
    assert 99 < deadline.within(None) <= 100
    assert 99 < deadline.within(200) <= 100
    with pytest.raises(httpcore.TimeoutException):
        Deadline(0).within(5)
