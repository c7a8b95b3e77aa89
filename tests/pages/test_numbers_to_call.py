"""Wherever a place's number is shown: all of them, admissions first, each named for what it is."""

import re

import pytest
from django.utils.html import strip_tags

from tests.pages.factories import add_phone, make_facility

ADMISSIONS = "tel:+17815550111"
NUMBERS = re.compile(r'<a (class="call" )?href="(tel:\+1[^"]*)">(.*?)</a>', re.DOTALL)


@pytest.fixture
def quorvex(canton):
    """A place with a main number, an admissions line, and a second one that three places give."""
    places = [make_facility(canton.edition, f"Sharing {n}", "OP", phones=[]) for n in range(2)]
    quorvex = make_facility(canton.edition, "Quorvex", "OP", phones=["781-555-0110"])
    for place in [*places, quorvex]:
        add_phone(place, "888-555-0112 x3", 1, kind="intake")
    add_phone(quorvex, "781-555-0111", 2, kind="intake")
    add_phone(quorvex, "781-555-0113", 3)
    return quorvex


def surfaces(facility):
    number = facility.public_id
    return {
        "card": "/search/?q=quorvex",
        "facility": facility.get_absolute_url(),
        "shortlist": f"/shortlist/?id={number}",
        "sheet": f"/call-sheet/?id={number}",
    }


def numbers_of(html, name="Quorvex"):
    """Return [(whether it is a button, link, words)] of a page's numbers of a place."""
    links = [
        (bool(button), uri, " ".join(strip_tags(words).split()))
        for button, uri, words in NUMBERS.findall(html)
    ]
    return [link for link in links if link[2].endswith(f": {name}")]


EXPECTED = {
    "": [
        (True, ADMISSIONS, "Call admissions 781-555-0111: Quorvex"),
        (
            False,
            "tel:+18885550112;ext=3",
            "Admissions: 888-555-0112 ext. 3 shared by 3 places: Quorvex",
        ),
        (False, "tel:+17815550110", "Main number: 781-555-0110: Quorvex"),
        (False, "tel:+17815550113", "Another number: 781-555-0113: Quorvex"),
    ],
    "/es": [
        (True, ADMISSIONS, "Llama a admisión 781-555-0111: Quorvex"),
        (
            False,
            "tel:+18885550112;ext=3",
            "Admisión: 888-555-0112 ext. 3 compartido por 3 lugares: Quorvex",
        ),
        (False, "tel:+17815550110", "Número principal: 781-555-0110: Quorvex"),
        (False, "tel:+17815550113", "Otro número: 781-555-0113: Quorvex"),
    ],
}


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("surface", ["card", "shortlist"])
def test_all_numbers_are_shown_admissions_first(get, quorvex, surface, language):
    html = get(language + surfaces(quorvex)[surface])

    assert numbers_of(html)[:4] == EXPECTED[language]


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("surface", ["facility", "sheet"])
def test_a_page_of_its_own_and_a_sheet_have_them_in_the_same_order(get, quorvex, surface, language):
    numbers = numbers_of(get(language + surfaces(quorvex)[surface]))

    assert list(dict.fromkeys(uri for _button, uri, _words in numbers)) == [
        uri for _button, uri, _words in EXPECTED[""]
    ]
    assert numbers[0][0]


def test_the_places_of_a_list_are_compared_with_all_their_numbers(get, canton, quorvex):
    html = get(f"/shortlist/?id={quorvex.public_id}&id={canton.alder.public_id}")
    table = html[html.index('class="compare"') :]

    assert numbers_of(table) == EXPECTED[""]


def test_similar_places_have_the_number_to_call_first(get, canton, quorvex):
    html = get(canton.birch.get_absolute_url())
    similar = html[html.index("Similar places nearby") :]

    assert numbers_of(similar) == [
        (False, ADMISSIONS, "Call admissions 781-555-0111: Quorvex"),
        (False, "tel:+18885550112;ext=3", "Call admissions 888-555-0112 ext. 3: Quorvex"),
        (False, "tel:+17815550110", "Call 781-555-0110: Quorvex"),
        (False, "tel:+17815550113", "Call 781-555-0113: Quorvex"),
    ]


def test_a_place_that_left_the_directory_has_them_in_a_list(get, quorvex):
    quorvex.status = "unlisted"
    quorvex.save()
    html = get(f"/shortlist/?id={quorvex.public_id}")

    assert [uri for _button, uri, _words in numbers_of(html)] == [
        uri for _button, uri, _words in EXPECTED[""]
    ]


def test_a_link_to_send_names_them(get, quorvex):
    html = get(quorvex.get_absolute_url())

    assert "Quorvex, Admissions 781-555-0111, Admissions line shared by 3 places 888" in html


def test_who_reports_a_wrong_number_chooses_among_them(client, quorvex):
    html = client.get(f"{quorvex.get_absolute_url()}report/").content.decode()

    assert "Admissions: 781-555-0111" in html
    assert 'value="888-555-0112 x3"' in html


@pytest.mark.parametrize(
    "number, words",
    [
        ({"kind": "main"}, "Call 781-555-0120: Quorvex"),
        ({"kind": "intake"}, "Call admissions 781-555-0120: Quorvex"),
        ({"kind": "other"}, "Call 781-555-0120: Quorvex"),
    ],
    ids=["main", "intake", "other"],
)
def test_a_single_number_is_named_where_it_isnt_the_main_one(get, canton, number, words):
    place = make_facility(canton.edition, "Quorvex", "OP", phones=[])
    add_phone(place, "781-555-0120", **number)
    html = get("/search/?q=quorvex")

    assert [words for _button, _uri, words in numbers_of(html)] == [words]


def test_a_main_number_of_several_places_says_so(get, canton):
    for name in ("Quorvex", "Sharing"):
        make_facility(canton.edition, name, "OP", phones=["781-555-0120"])
    html = get("/search/?q=quorvex")

    (number,) = numbers_of(html)
    assert number[2] == "Call 781-555-0120 shared by 2 places: Quorvex"


def test_a_number_that_cannot_be_dialled_is_shown_as_written(get, canton):
    place = make_facility(canton.edition, "Quorvex", "OP", phones=["781-555-0120"])
    add_phone(place, "ask at 555", 1, kind="intake", e164="")
    html = " ".join(get("/search/?q=quorvex").split())

    assert "Its number as the directory lists it: ask at 555" in html
    assert numbers_of(html)[0][1] == "tel:+17815550120"
