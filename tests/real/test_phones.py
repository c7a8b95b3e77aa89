"""Whatever number a directory gives is the number that is dialled, everywhere."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.template.loader import get_template, render_to_string
from django.test import Client

from facilities.models import Facility, Listing
from facilities.numbers import uri_of
from pages.addresses import Address
from pages.cards import cards
from search import index as directory

INTAKE = ("intake1", "intake2", "intake1a", "intake2a")
COLUMNS = ("phone", *INTAKE)
# Beside 559-273-2942, in the column for letters; no area code is 558.
TYPING_ERROR = "558-273-2942"
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


def published(columns=COLUMNS):
    """Return {facility pk: the links that the rows which answer for it need}."""
    links = {}
    rows = Listing.objects.filter(edition__is_current=True, is_answer=True).order_by("pk")
    for pk, raw in rows.values_list("facility_id", "raw"):
        cells = {raw.get(column, "").strip() for column in columns} - {"", TYPING_ERROR}
        links.setdefault(pk, set()).update(map(dialled, cells))
    return links


def missing_links(html, wanted):
    return wanted - Links(html).hrefs


def compared(card):
    # Whom to call stands after the first row.
    rows = [{"name": "Stay or visit", "cells": []}]
    return {"cards": [card], "rows": rows, "sections": [], "origin": None}


def similar(card):
    facility = {"city": card.city, "zip": ""}
    service = SimpleNamespace(name="Detox", slug="detox")
    return {"facility": facility, "similar": {"service": service, "places": [card]}}


# Where a number is shown, all a visitor can get without the facility's page.
CARD_TEMPLATES = {
    "components/_cards.html": lambda card: {"addresses": [Address([card])]},
    "pages/call_sheet/_sheet_block.html": lambda card: {"block": {"card": card}, "number": 1},
    "pages/shortlist/_compare.html": compared,
    "pages/facility/_similar.html": similar,
}


def contact_missing(facility, index, wanted):
    numbers = index.numbers_to_call(facility.pk, facility.phones.all())
    context = {"facility": facility, "numbers": numbers}
    return missing_links(render_to_string("pages/facility/_contact.html", context), wanted)


@pytest.mark.any_database
def test_every_facility_dials_every_published_number(editions):
    """All facilities, in the part of their page that holds the numbers."""
    wanted, current = published(), directory.current()
    facilities = Facility.objects.filter(pk__in=wanted).prefetch_related("phones")
    wrong, seen = {}, 0
    for facility in facilities.iterator(2000):
        seen += 1
        if missing := contact_missing(facility, current, wanted[facility.pk]):
            wrong[facility.public_id] = missing
    assert seen == len(wanted)
    assert wrong == {}


@pytest.mark.parametrize("template", CARD_TEMPLATES)
def test_every_card_dials_every_published_number(editions, template):
    """All listed facilities, by the template alone: on a page, one might hide another's lack."""
    wanted, current = published(), directory.current()
    block = get_template(template)
    wrong, seen = {}, 0
    shown = cards([(pk, None) for pk in current.pks], current)
    for pk, card in zip(current.pks, shown, strict=True):
        seen += 1
        html = block.render(CARD_TEMPLATES[template](card))
        if missing := missing_links(html, wanted[pk]):
            wrong[card.public_id] = missing
    assert seen == len(current.pks) > 18_000
    assert wrong == {}


def test_only_what_a_row_calls_intake_is_for_admissions(editions):
    intake, current = published(INTAKE), directory.current()
    assert [
        (entry.public_id, phone.display)
        for entry in current.entries
        for phone in entry.phones
        if phone.kind == "intake" and uri_of(phone.e164, phone.extension) not in intake[entry.pk]
    ] == []


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


def features():
    answer = Client().get("/api/v1/facilities.geojson?include=serves-only&include=mental-health")
    for feature in json.loads(b"".join(answer.streaming_content))["features"]:
        yield feature["id"], {phone["uri"] for phone in feature["properties"]["phones"]}


def rows():
    answer = Client().get("/api/v1/facilities.csv?include=serves-only&include=mental-health")
    text = b"".join(answer.streaming_content).decode()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield row["id"], set(row["phone_uris"].split())


@pytest.mark.parametrize("read", [features, rows])
def test_the_files_give_every_published_number(editions, read):
    """The answers of the API are made as the lines of these files."""
    links = published()
    ids = dict(Facility.objects.values_list("public_id", "pk"))
    wrong, seen = {}, 0
    for public_id, uris in read():
        seen += 1
        if missing := links[ids[public_id]] - uris:
            wrong[public_id] = missing
    assert seen > 14_000
    assert wrong == {}
