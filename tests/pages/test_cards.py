"""What the card of a facility in a list of results says."""

import re
from html import unescape

import pytest

from tests.pages.factories import make_facility


def test_a_card_calls_its_facility(get, canton):
    html = get("/search/?where=MA&include=serves-only")

    assert (
        '<a class="call" href="tel:+17815550101;ext=12">'
        'Call <span class="nb">781-555-0101</span> <span class="nb">ext. 12</span>'
        '<span class="vh" translate="no">: Alder House</span></a>'
    ) in html
    assert html.split("Or talk to")[0].count('class="call" href="tel:') == 3


def cards_of(html):
    return re.findall('<li class="card".*?</li>', html)


def tags_of(card):
    """Return [(mark, words)] of a card's tags, in order."""
    tags = re.findall(r'<span class="tag(?: tag--(\w+))?">(.*?)</span>', card)
    return [(mark, unescape(words)) for mark, words in tags]


def test_a_card_says_what_tells_facilities_apart(get, canton):
    alder, birch, cedar = cards_of(get("/search/?where=MA&include=serves-only"))

    assert f'<li class="card" data-id="{canton.alder.public_id}">' in alder
    assert tags_of(alder) == [
        ("", "Stay overnight · ask about detox"),
        ("", "Medicaid"),
        ("open", "Doesn't say what ages"),
    ]
    assert tags_of(birch) == [
        ("", "Visits"),
        ("", "Private insurance"),
        ("only", "Only for opioid use"),
    ]
    assert '<p class="card__place" translate="no">Day program · Canton, MA</p>' in birch
    assert '<p class="card__note">Medicines: buprenorphine</p>' in birch
    assert "1 Elm Street" not in alder
    assert "Doesn't say" not in unescape(re.sub(r"<span.*?</span>", "", cedar))


@pytest.mark.parametrize(
    "phones, text",
    [
        (["781-555-0100"], "Its listing doesn't give a street address. Call to ask for it."),
        ([], "Its listing doesn't give a street address."),
    ],
)
@pytest.mark.parametrize("address", ["/call-sheet/?id={id}", "{page}"])
def test_a_street_that_no_list_gives_is_said(get, canton, phones, text, address):
    facility = make_facility(canton.edition, "Quorvex", street="", precision="zip", phones=phones)
    html = get(address.format(id=facility.public_id, page=facility.get_absolute_url()))

    told = r"Its listing doesn't give a street address\.(?: Call to ask for it\.)?"
    assert re.findall(told, unescape(html)) == [text]
    assert "Address not published" not in html
    assert "Canton, MA 02021" in html


@pytest.mark.parametrize(
    "codes, text",
    [
        ("OP", "Visits"),
        ("OIT ODT TELE", "Visits"),
        ("OP HH", "Visits · sober living"),
        ("OD OP", "Visits · detox"),
        ("OP DT", "Visits · detox: ask if overnight"),
        ("RES", "Stay overnight"),
        ("HI", "Stay overnight"),
        ("HID", "Stay overnight · detox"),
        ("RES RD HH", "Stay overnight · detox"),
        ("RES DT", "Stay overnight · ask about detox"),
        ("RES OP", "Stay or visits"),
        ("RES OP RD", "Stay with detox, or visits"),
        ("RES OP OD", "Stay, or visits with detox"),
        ("RES RD OP OD", "Detox: stay or visits"),
        ("RES OP DT", "Stay or visits · ask about detox"),
        ("MH-RES PHDT", "Stay or visits"),
        ("DT", "Detox: ask if overnight"),
        ("HH", "Sober living"),
        ("TELE", "By phone or video"),
        ("SA", "Stay or visits? Ask"),
    ],
)
def test_a_card_says_first_whether_one_stays(get, canton, codes, text):
    assert tags_of(card_of(get, canton, codes))[0] == ("open" if "?" in text else "", text)


def card_of(get, canton, codes, query="", **changes):
    """Return the card of a place with some codes, as a search shows it."""
    make_facility(canton.edition, "Quorvex", codes, **changes)
    (card,) = cards_of(get(f"/search/?q=quorvex{query}"))
    return card


@pytest.mark.parametrize(
    "codes, text",
    [
        ("SF MC MD PI", "Medicaid, private insurance"),
        ("PI MC SS", "Private insurance, lower cost"),
        ("SS PA", "Lower cost"),
        ("NP MD PI", "Free care, Medicaid"),
        ("SF", "Cash"),
        ("SI SS", "Lower cost, state health plan"),
        ("ITU VAF", "VA funds, Tribal or IHS funds"),
        ("OP", "Doesn't say how to pay"),
    ],
)
def test_a_card_says_then_how_one_can_pay(get, canton, codes, text):
    assert tags_of(card_of(get, canton, codes))[1] == ("open" if "say" in text else "", text)


@pytest.mark.parametrize(
    "codes, text",
    [
        ("CHLD YAD ADLT SNR", "All ages"),
        ("YAD ADLT", "Adults"),
        ("ADLT SNR", "Adults"),
        ("CHLD ADLT", "Teens and adults"),
        ("AD YAD SNR", "Teens, young and older adults"),
        ("YAD SNR", "Young and older adults"),
        ("AD YAD", "Teens and young adults"),
        ("AD SNR", "Teens and older adults"),
        ("YAD", "Young adults"),
        ("SNR", "Older adults"),
        ("AD", "Teens"),
        ("OP", "Doesn't say what ages"),
        ("ADLT OUDO", "Only for opioid use"),
        ("ADLT VAMC", "Only veterans"),
        ("ADLT FEM OUDO", "Only for opioid use · Only women"),
    ],
)
def test_a_card_says_at_last_who_is_treated(get, canton, codes, text):
    mark = {"Only": "only", "Doesn't": "open"}.get(text.split()[0], "")
    assert tags_of(card_of(get, canton, codes))[2] == (mark, text)


@pytest.mark.parametrize(
    "query, tags",
    [
        ("service=detox", ["✓ Stay overnight · detox", "Medicaid, private insurance", "Adults"]),
        ("service=detox-outpatient", None),
        (
            "service=residential",
            [
                "Stay overnight · detox",
                "Medicaid, private insurance",
                "Adults",
                "✓ Live-in program",
            ],
        ),
        ("payment=medicare", ["Stay overnight · detox", "✓ Medicare", "Adults"]),
        (
            "payment=medicaid&payment=medicare&payment=free-or-low-cost",
            ["Stay overnight · detox", "✓ Medicaid, Medicare, lower cost", "Adults"],
        ),
        ("age=adults", ["Stay overnight · detox", "Medicaid, private insurance", "✓ Adults"]),
        (
            "age=older-adults",
            ["Stay overnight · detox", "Medicaid, private insurance", "Adults", "✓ Older adults"],
        ),
        (
            "language=spanish&service=telehealth",
            [
                *("Stay overnight · detox", "Medicaid, private insurance", "Adults"),
                *("✓ Telehealth", "✓ Spanish"),
            ],
        ),
    ],
)
def test_what_was_asked_for_is_marked_on_a_card(get, canton, query, tags):
    make_facility(canton.edition, "Quorvex", "RES RD TELE MD MC PI SS ADLT SNR SP FEM MALE")
    shown = cards_of(get(f"/search/?q=quorvex&{query}"))

    assert [
        ["✓ " * (mark == "yes") + words for mark, words in tags_of(card)] for card in shown
    ] == ([tags] if tags else [])


@pytest.mark.parametrize(
    "codes, query, mark, words",
    [
        ("RES FEM WN", "", "only", "Only women"),
        ("RES FEM WN", "&group=women", "yes", "Only women"),
        ("MU OUDO", "&service=methadone", "only", "Only for opioid use"),
    ],
)
def test_who_alone_is_served_is_a_warning_unless_one_is_of_them(
    get, canton, codes, query, mark, words
):
    assert (mark, words) in tags_of(card_of(get, canton, codes, query))


def test_a_program_named_as_its_town_is_not_said_twice(get, canton):
    card = card_of(get, canton, "OP", program="CANTON")

    assert 'class="card__place" translate="no">Canton, MA</p>' in card


@pytest.mark.parametrize(
    "codes, line",
    [
        ("MU BU", "methadone, buprenorphine"),
        ("NU ACM", "naltrexone, for alcohol"),
    ],
)
def test_a_card_names_medicines_and_not_what_they_are_part_of(get, canton, codes, line):
    assert f'<p class="card__note">Medicines: {line}</p>' in card_of(get, canton, codes)


@pytest.mark.parametrize("service", ["methadone", "mat"])
def test_a_medicine_that_was_asked_for_is_marked_where_it_stands(get, canton, service):
    card = card_of(get, canton, "MU ACM", f"&service={service}")

    assert 'Medicines: <b class="yes">methadone</b>, for alcohol</p>' in card
    assert [mark for mark, _words in tags_of(card)] == ["open"] * 3


@pytest.mark.parametrize(
    "where, precision, seen, heard",
    [
        ("Canton, MA", "source", "2.9 mi", "2.9 miles"),
        ("Canton, MA", "zip", "~3 mi", "About 2.9 miles"),
    ],
)
def test_a_card_says_how_far_it_is_in_short_to_see_and_in_words_to_hear(
    get, canton, where, precision, seen, heard
):
    make_facility(canton.edition, "Quorvex", latitude=42.2, precision=precision)
    html = get(f"/search/?where={where}")

    assert f'<span aria-hidden="true">{seen}</span><span class="vh">{heard}</span>' in html


def open_questions(card):
    lines = "".join(re.findall('<p class="card__note">(.*?)</p>', card))
    return re.findall(r"[^.]+\.", unescape(lines))


def test_what_was_asked_for_and_let_in_unreported_is_said_and_nothing_else(get, canton):
    query = "?where=MA&payment=medicare&payment=military-insurance&include=payment"
    cedar = open_questions(cards_of(get(f"/search/{query}"))[-1])
    again = open_questions(cards_of(get("/search/?where=MA"))[-1])

    assert cedar == [
        "Doesn't say if it takes Medicare.",
        " Doesn't say: TRICARE or other military insurance.",
    ]
    assert again == []  # one search's isn't kept


def test_a_card_says_what_the_company_says_and_that_it_is_its_own_words(get, canton):
    canton.alder.highlights = "Medical detox\nPets <welcome>\nGarden\nChef\nPool"
    canton.alder.save()

    html = get("/search/?where=Canton,+MA&service=detox")

    assert "In its own words:" in html
    assert "Medical detox · Pets &lt;welcome&gt; · Garden · Chef" in html
    assert "Pool" not in html
