"""Whatever number a directory gives is the number that is dialled, everywhere."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client

from facilities.models import Facility, Listing

KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def dialled(cell):
    """Return the link for a number as the directories write it, by a rule of its own."""
    digits, _space, extension = cell.upper().translate(KEYPAD).partition(" X".translate(KEYPAD))
    number = "+1" + re.sub(r"\D", "", digits)
    return f"tel:{number};ext={extension}" if extension else f"tel:{number}"


class Links(HTMLParser):
    """The tel: links of a page."""

    def __init__(self, html):
        super().__init__()
        self.hrefs = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("tel:"):
            self.hrefs.add(href)


def published():
    """Return {facility pk: the links its published rows need}."""
    links = {}
    rows = Listing.objects.filter(edition__is_current=True).order_by("pk")
    for pk, raw in rows.values_list("facility_id", "raw"):
        wanted = links.setdefault(pk, set())
        wanted.update(
            dialled(raw[column].strip())
            for column in ("phone", "intake1", "intake2")
            if raw.get(column, "").strip()
        )
    return links


def missing_links(html, wanted):
    return wanted - Links(html).hrefs


@pytest.mark.any_database
def test_every_facility_dials_every_published_number(editions):
    """All facilities, in the part of their page that holds the numbers."""
    wanted = published()
    facilities = Facility.objects.filter(pk__in=wanted).prefetch_related("phones")
    wrong, seen = {}, 0
    for facility in facilities.iterator(2000):
        seen += 1
        context = {"facility": facility, "number": facility.main_number}
        html = render_to_string("pages/facility/_contact.html", context)
        if missing := missing_links(html, wanted[facility.pk]):
            wrong[facility.public_id] = missing
    assert seen == len(wanted)
    assert wrong == {}


def test_whole_pages_dial_every_published_number(editions):
    """Every hundredth facility, as a visitor gets it."""
    wanted, client = published(), Client()
    wrong = {}
    for facility in Facility.objects.filter(pk__in=wanted).order_by("public_id")[::100]:
        response = client.get(facility.get_absolute_url())
        missing = missing_links(response.content.decode(), wanted[facility.pk])
        if response.status_code != 200 or missing:
            wrong[facility.public_id] = (response.status_code, missing)
    assert wrong == {}


def test_the_api_gives_every_published_number(editions):
    links, client = published(), Client()
    ids = dict(Facility.objects.values_list("public_id", "pk"))
    wrong, seen = {}, 0
    answer = client.get("/api/v1/facilities/?format=geojson&include=serves-only")
    for feature in json.loads(b"".join(answer.streaming_content))["features"]:
        seen += 1
        properties = feature["properties"]
        phones = [properties["phone"], *properties["intake_phones"]]
        uris = {phone["uri"] for phone in phones if phone}
        if missing := links[ids[feature["id"]]] - uris:
            wrong[feature["id"]] = missing
    assert seen == len(links)
    assert wrong == {}
