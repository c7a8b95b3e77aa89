"""The sources as data: the project's own, and what an operator adds or replaces."""

import pytest

from sources import setup
from sources.registry import CHECKS, DOWNLOAD, RegistryError, chosen, load

OWN_SOURCE = """
[county]
title = "Bay County's list"
publisher = "Bay County"
address = "https://lists.bay.example/treatment.csv"
page = "https://lists.bay.example/"
format = "file"
kind = "export"
year = "download"
covers = { su = ["MA"] }
terms = "Free to use."
terms_page = "https://lists.bay.example/terms"
changes = "Every month."
on = true
"""


@pytest.fixture
def overlay(tmp_path):
    """Return a function: the registry with an operator's file over the project's own."""

    def do(text):
        path = tmp_path / "own.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(setup.OWN, path)

    return do


def test_the_official_sources_are_there():
    registry = load(setup.OWN)
    assert list(registry) == ["su", "mh", "otp", "locator", "health-centers"]
    assert [source.name for source in chosen(registry, [])] == ["su", "mh", "otp"]
    assert all(source.address.startswith("https://") for source in registry.values())
    assert registry["su"].year == 2025
    assert registry["otp"].year is None
    assert registry["mh"].covers == {"mh": {"US"}}
    assert registry["locator"].covers == {}
    assert registry["health-centers"].into == "resources"


def test_the_locator_waits_until_the_operator_says_that_it_is_registered(overlay):
    registry = load(setup.OWN)
    with pytest.raises(RegistryError, match=r"registration form.*\[locator\] registered = true"):
        chosen(registry, ["locator"])
    registry = overlay("[locator]\nregistered = true\n")
    assert [source.name for source in chosen(registry, ["locator"])] == ["locator"]


def test_an_operator_replaces_an_address_key_by_key(overlay):
    registry = overlay('[su]\naddress = "https://mirror.example/su-2026.xlsx"\nyear = 2026\n')
    assert registry["su"].address == "https://mirror.example/su-2026.xlsx"
    assert registry["su"].host == "mirror.example"
    assert registry["su"].year == 2026
    assert registry["su"].title == load(setup.OWN)["su"].title


def test_an_operator_adds_a_source(overlay):
    registry = overlay(OWN_SOURCE)
    assert [source.name for source in chosen(registry, [])] == ["su", "mh", "otp", "county"]
    assert registry["county"].covers == {"su": {"MA"}}


def test_sources_come_in_the_order_of_the_registry():
    registry = load(setup.OWN)
    assert [source.name for source in chosen(registry, ["otp", "su"])] == ["su", "otp"]


def test_a_name_that_is_none_is_told_with_those_there_are():
    with pytest.raises(RegistryError, match="usa: there is no such source; expected su, mh, otp"):
        chosen(load(setup.OWN), ["usa"])


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("[su", "not TOML"),
        (b"[su]\ntitle = '\xff'", "isn't UTF-8"),
        ("su = 1", "su: expected a table"),
        ('["S U"]\non = true', "small letters, digits and hyphens"),
        ('["../su"]\non = true', "small letters, digits and hyphens"),
        ("[su]\nadress = 'https://a.example/'", "adress: there is no such key; expected title"),
        ("[su]\naddress = 'samhsa.gov'", "address: expected a web address"),
        ("[su]\naddress = 'ftp://samhsa.gov/a'", "address: expected a web address"),
        ("[su]\naddress = 'https://me:pw@samhsa.gov/'", "address: expected a web address"),
        ("[su]\naddress = 'https://samhsa.gov:port/'", "address: expected a web address"),
        ("[su]\naddress = 'https://samhsa.gov/a b'", "address: expected a web address"),
        ("[su]\naddress = 'https://sämhsa.gov/'", "address: expected a web address"),
        ("[su]\naddress = 5", "address: expected a web address"),
        ("[su]\ntitle = ''", "title: expected a text"),
        ("[su]\nformat = 'csv'", 'format: expected "file" or "pages"'),
        ("[su]\nkind = 'csv'", "kind: expected one of curated"),
        ("[su]\nyear = '2025'", 'year: expected a year such as 2025, or "download"'),
        ("[su]\nyear = true", "year: expected a year"),
        ("[su]\nyear = 25", "year: expected a year"),
        ("[su]\ncovers = ['US']", "covers: expected questionnaires and states"),
        ("[su]\ncovers = { su = ['Texas'] }", "covers: expected questionnaires and states"),
        ("[su]\ncovers = { sud = ['US'] }", "covers: expected questionnaires and states"),
        ("[su]\ncovers = { su = 'US' }", "covers: expected questionnaires and states"),
        ("[su]\ncovers = { mh = ['US'] }", "covers: mh: expected of this kind su"),
        ("[otp]\ncovers = { su = ['MA'] }", "covers: su: expected of this kind otp"),
        (
            "[su]\nkind = 'list'\nmapping = 'county.toml'\ncovers = { curated = ['MA'] }",
            "covers: curated: expected of this kind {}: such a list proves no absence",
        ),
        ("[su]\non = 'yes'", "on: expected true or false"),
        ("[su]\nfile_name = '../su.xlsx'", "file_name: expected a file's name"),
        ("[su]\ninto = 'places'", 'into: expected "directory" or "resources"'),
        ("[health-centers]\nkind = 'su'", "kind: expected one of naloxone"),
        ("[health-centers]\nformat = 'pages'", "format: a list of other places is a file"),
        ("[su]\nkind = 'list'", "mapping: a source of kind list needs one"),
        ("[su]\nmapping = 'county.toml'", "mapping: a source of kind list needs one"),
        ("[county]\non = true", "title, publisher, address"),
    ],
)
def test_what_is_malformed_is_told_with_file_and_key(overlay, tmp_path, text, sentence):
    with pytest.raises(RegistryError) as caught:
        overlay(text)
    assert str(caught.value).startswith(f"{tmp_path / 'own.toml'}: ")
    assert sentence in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RegistryError, match="can't be read"):
        load(setup.OWN, tmp_path / "none.toml")


@pytest.mark.parametrize("key", [key for key in CHECKS if key not in ("covers",)])
def test_no_key_takes_anything(overlay, key):
    for value in ("{}", "[]", "-1", "1.5", "1979-05-27"):
        with pytest.raises(RegistryError, match=f"{key}: expected"):
            overlay(f"[su]\n{key} = {value}\n")


def test_the_year_of_a_download_is_said_so():
    assert DOWNLOAD == "download"
    assert load(setup.OWN)["locator"].year is None
