"""What the card of a facility in a list of results says."""

import re
from html import unescape

import pytest

from tests.pages.factories import make_facility


def test_a_card_calls_its_facility(get, canton):
    html = get("/search/?where=MA&include=serves-only")

    assert (
        '<a class="call" href="tel:+17815550101;ext=12">'
        'Call <span class="nb">781-555-0101,</span> <span class="nb">extension 12</span>'
        '<span class="vh" translate="no">: Alder House</span></a>'
    ) in html
    assert html.split("Or talk to")[0].count('class="call" href="tel:') == 3


def cards_of(html):
    return re.findall('<li class="card".*?</li>', html)


def test_a_card_says_what_tells_facilities_apart(get, canton):
    alder, birch, cedar = cards_of(get("/search/?where=MA&include=serves-only"))

    assert f'<li class="card" data-id="{canton.alder.public_id}">' in alder
    assert '<p class="card__care"><b>Detox: ask if overnight · Live-in program</b></p>' in alder
    assert "<dt>Payment</dt><dd>Medicaid</dd>" in alder
    assert '<p class="card__program" translate="no">Day program</p>' in birch
    assert '<p class="only">Only people with opioid use disorder.</p>' in birch
    assert "<dt>Medicine</dt><dd>Buprenorphine</dd>" in birch
    assert "Address not published: call for it." in cedar
    assert '<span translate="no">1 Elm Street, Canton, MA 02021</span>' in alder


@pytest.mark.parametrize(
    "phones, text",
    [
        (["781-555-0100"], "Its listing gives no street address. Call for it."),
        ([], "Its listing gives no street address."),
    ],
)
@pytest.mark.parametrize("address", ["/search/?q=quorvex", "/call-sheet/?id={id}", "{page}"])
def test_a_street_that_no_list_gives_is_said(get, canton, phones, text, address):
    facility = make_facility(canton.edition, "Quorvex", street="", precision="zip", phones=phones)
    html = get(address.format(id=facility.public_id, page=facility.get_absolute_url()))

    assert re.findall(r"Its listing gives no street address\.(?: Call for it\.)?", html) == [text]
    assert "Address not published" not in html
    assert "Canton, MA 02021" in html


@pytest.mark.parametrize(
    "codes, care",
    [
        ("SA", "Substance use treatment"),
        ("SA OP", "<b>Outpatient</b>"),
        ("OP HI DT", "<b>Detox: ask if overnight · Hospital stay · Outpatient</b>"),
        ("DT OD HID", "<b>Detox, overnight stay · Detox with visits · Outpatient</b>"),
        ("RES OIT", "<b>Live-in program · Outpatient · Intensive outpatient</b>"),
        ("MH TELE", "Telehealth · Mental health care"),
        ("SA MH CO OP TELE", "<b>Outpatient</b> · Telehealth · Dual diagnosis"),
    ],
)
def test_a_card_says_in_one_line_what_care_it_is(get, canton, codes, care):
    make_facility(canton.edition, "Quorvex", codes)
    (card,) = cards_of(get("/search/?q=quorvex"))

    assert f'<p class="card__care">{care}</p>' in card


@pytest.mark.parametrize(
    "codes, line",
    [
        ("MU BU", "Methadone, Buprenorphine"),
        ("NU ACM", "Naltrexone, Medicine for alcohol use"),
    ],
)
def test_a_card_names_medicines_and_not_what_they_are_part_of(get, canton, codes, line):
    make_facility(canton.edition, "Quorvex", codes)
    (card,) = cards_of(get("/search/?q=quorvex"))

    assert f"<dt>Medicine</dt><dd>{line}</dd>" in card


def open_questions(card):
    line = re.search('<p class="card__open">(.*?)</p>', card)
    return re.findall(r"[^.]+\.", unescape(line[1])) if line else []


def test_a_card_says_at_most_two_things_its_listing_does_not_say(get, canton):
    alder, _birch, cedar = cards_of(get("/search/?where=MA&include=serves-only"))

    assert "Doesn't say if it takes Medicaid." not in open_questions(alder)
    assert open_questions(cedar) == [
        "Doesn't say if it takes Medicaid.",
        " Doesn't say if it takes private insurance.",
    ]


def test_what_was_asked_for_and_let_in_unreported_is_the_first_open_question(get, canton):
    query = "?where=MA&payment=medicare&payment=military-insurance&include=payment"
    cedar = open_questions(cards_of(get(f"/search/{query}"))[-1])
    again = open_questions(cards_of(get("/search/?where=MA"))[-1])

    assert cedar == [
        "Doesn't say if it takes Medicare.",
        " Doesn't say: TRICARE or other military insurance.",
    ]
    assert again[0] == "Doesn't say if it takes Medicaid."  # one search's isn't kept


def test_a_card_says_what_the_company_says_and_that_it_is_its_own_words(get, canton):
    canton.alder.highlights = "Medical detox\nPets <welcome>\nGarden\nChef\nPool"
    canton.alder.save()

    html = get("/search/?where=Canton,+MA&service=detox")

    assert "In its own words:" in html
    assert "Medical detox · Pets &lt;welcome&gt; · Garden · Chef" in html
    assert "Pool" not in html
