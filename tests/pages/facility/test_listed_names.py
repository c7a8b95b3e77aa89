"""How the directory writes a name that is shown made whole: on the source page, and to search."""

import pytest
from django.urls import reverse

from facilities.models import Facility
from search import index
from tests.facilities.workbooks import row

pytestmark = pytest.mark.django_db

CUT = "Office Based Addiction Treatment Progr"


def source_page(client):
    return client.get(f"{Facility.objects.get().get_absolute_url()}source/").text


def test_a_name_shown_spelled_out_stands_as_listed_on_its_source_page(imported, client):
    imported([row("Danvers Trt Ctr", name2=CUT)])
    assert Facility.objects.get().name == "Danvers Treatment Center"
    assert f'<span translate="no">Danvers Trt Ctr / {CUT}</span>' in source_page(client)


@pytest.mark.parametrize(
    "lines", [("Alder House", ""), ("Alder House", "Day Program"), ("Center of", "Canton")]
)
def test_a_name_shown_as_listed_or_only_joined_is_told_once(imported, client, lines):
    imported([row(lines[0], name2=lines[1])])
    assert "The directory writes its name" not in source_page(client)


@pytest.mark.parametrize(
    "typed",
    [
        "Danvers Trt Ctr",
        "danvers treatment center",
        CUT,
        "Macoupin County Public Health Departme",
        "macoupin county public health department",
    ],
)
def test_both_spellings_are_matched(imported, typed):
    line = "Macoupin County Public Health Departme"
    imported([row("Danvers Trt Ctr", name2=CUT), row(line, phone="617-555-0188")])
    expected = Facility.objects.get(name__startswith="Mac" if "acoupin" in typed else "Danvers")
    current = index.current()
    assert current.names.match(typed).bits == 1 << current.ordinals[expected.pk]


def test_an_edition_read_anew_is_the_same_facility_under_an_address_that_leads_on(imported, client):
    imported([row("Danvers Trt Ctr", name2=CUT)])
    facility = Facility.objects.get()
    # As it was stored before names were made whole.
    Facility.objects.update(name="Danvers Trt Ctr", program=CUT, slug="danvers-trt-ctr-canton")
    old = Facility.objects.get().get_absolute_url()
    imported([row("Danvers Trt Ctr", name2=CUT)], year=2024)
    assert Facility.objects.get().name == "Danvers Treatment Center"
    assert Facility.objects.get().public_id == facility.public_id
    assert client.get(old)["Location"] == Facility.objects.get().get_absolute_url()
    assert client.get(reverse("search"), {"q": "Danvers Trt Ctr"}).context_data["page"].total == 1
