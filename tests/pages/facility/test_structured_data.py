"""What a facility's page says to search engines: true, of the vocabulary, and no more."""

import json
import re

import pytest

from facilities.models import Facility
from tests.pages.facility.schema_org import mistakes
from tests.pages.factories import SECRET_STREET, add_phone, make_edition, make_facility

BLOCK = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')


@pytest.fixture
def data_of(client):
    """Return a function: the data on a facility's page, None without any."""

    def do(facility, prefix=""):
        html = client.get(prefix + facility.get_absolute_url()).content.decode()
        blocks = [json.loads(text) for text in BLOCK.findall(html)]
        return blocks[0] if blocks else None

    return do


def test_it_says_what_the_listing_says(canton, data_of):
    Facility.objects.filter(pk=canton.alder.pk).update(website="https://alder.example/")
    data = data_of(canton.alder)

    address = f"http://testserver{canton.alder.get_absolute_url()}"
    changed = canton.alder.changed_at.date().isoformat()
    assert data == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address,
        "inLanguage": "en",
        "dateModified": changed,
        "citation": ["National Directory, substance use, 2023, SAMHSA"],
        "mainEntity": {
            "@type": "MedicalClinic",
            "name": "Alder House",
            "url": address,
            "telephone": ["+17815550101 ext. 12"],
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Canton",
                "addressRegion": "MA",
                "streetAddress": "1 Elm Street",
                "postalCode": "02021",
                "addressCountry": "US",
            },
            "sameAs": "https://alder.example/",
            "availableService": data["mainEntity"]["availableService"],
            "geo": {"@type": "GeoCoordinates", "latitude": 42.158, "longitude": -71.145},
        },
    }
    names = [each["name"] for each in data["mainEntity"]["availableService"]]
    assert [name for name in names if "etox" in name]


def test_a_place_that_keeps_its_address_to_itself_has_none_here(canton, data_of):
    data = data_of(canton.cedar)

    assert data["mainEntity"]["@type"] == "MedicalOrganization"
    assert data["mainEntity"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Canton",
        "addressRegion": "MA",
        "addressCountry": "US",
    }
    assert "02021" not in json.dumps(data)
    assert SECRET_STREET not in json.dumps(data)


@pytest.mark.parametrize("precision", ["zip", "city"])
def test_a_center_is_no_position(canton, data_of, precision):
    Facility.objects.filter(pk=canton.alder.pk).update(precision=precision)
    assert "geo" not in data_of(canton.alder)["mainEntity"]


@pytest.mark.parametrize("status", ["closed", "unlisted"])
def test_what_has_closed_or_may_have_says_nothing(canton, data_of, status):
    Facility.objects.filter(pk=canton.alder.pk).update(status=status)
    assert data_of(canton.alder) is None


def test_nor_does_what_is_made_up(canton, data_of):
    canton.edition.is_demo = True
    canton.edition.save()
    assert data_of(canton.alder) is None


def test_nor_a_site_whose_titles_are_neutral(canton, data_of, client, settings):
    settings.NEUTRAL_TITLE = "Local services"
    assert data_of(canton.alder) is None
    assert "ld+json" not in client.get("/guides/overdose/").content.decode()


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_all_of_it_is_of_the_vocabulary(canton, data_of, prefix):
    edition = make_edition(kind="mh", title="National Directory, mental health, 2023")
    no_point = {"latitude": None, "longitude": None, "precision": "unknown"}
    bare = make_facility(None, "Bare", phones=[], **no_point)
    evil = make_facility(edition, 'A </script><b>&"\\', "MH OP", street2="Floor\n2", zip="")
    add_phone(canton.birch, "781-555-0109", 2)
    facilities = [canton.alder, canton.birch, canton.cedar, evil, bare]
    data = [data_of(facility, prefix) for facility in facilities]

    assert [mistakes(each) for each in data if each] == [[]] * sum(map(bool, data))
    assert data[3]["mainEntity"]["name"] == evil.name
    assert len(data[1]["mainEntity"]["telephone"]) >= 2


@pytest.mark.parametrize(
    "thing",
    [
        {"@type": "Clinic"},
        {"@type": "MedicalOrganization", "geo": {"@type": "GeoCoordinates"}},
        {"@type": "MedicalClinic", "dateModified": "2026-01-01"},
        {"@type": "MedicalClinic", "telephone": ""},
        {"@type": "MedicalClinic", "sameAs": "alder.example"},
        {"@type": "MedicalClinic", "availableService": {"@type": "Organization", "name": "a"}},
        {"@type": "WebPage", "mainEntity": {"@type": "MedicalClinic", "employees": "3"}},
        {"@type": "GeoCoordinates", "latitude": "42"},
    ],
)
def test_the_check_finds_what_is_wrong(thing):
    assert mistakes(thing)
