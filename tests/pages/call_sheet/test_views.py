"""The call sheet: whom to call, what to ask, room for answers; in two languages."""

import re

import pytest
import segno
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import override

from pages.call_sheet.sheet import LONGEST_ADDRESS, qr_code
from search.open_questions import ALWAYS
from tests.pages.factories import SECRET_STREET, add_phone, make_facility

SHEET = "/call-sheet/"


@pytest.fixture
def ids(canton):
    return f"?id={canton.birch.public_id}&id={canton.cedar.public_id}&id={canton.alder.public_id}"


def test_a_shortlist_prints_in_its_order_with_names_numbers_and_addresses(get, canton, ids):
    html = get(SHEET + ids)

    names = [
        html.index(f">{name}</a></h2>") for name in ("Birch Clinic", "Cedar Shelter", "Alder House")
    ]
    assert names == sorted(names)
    assert 'href="tel:+17815550101;ext=12"' in html
    assert '781-555-0101,</span> <span class="nb sheet-place__extension">ext. 12' in html
    assert "1 Elm Street, Canton, MA 02021" in html
    assert "Day program" in html


def test_a_secret_address_stays_one(get, canton):
    html = get(f"{SHEET}?id={canton.cedar.public_id}")
    assert "Address not published: call to ask for it." in html
    assert SECRET_STREET not in html


def test_it_says_who_answers(get, canton):
    house = make_facility(canton.edition, "Elm House", "OP", phones=[])
    add_phone(house, "781-555-0109", answered_by="Elm Group's own staff.")
    assert "Who answers: Elm Group&#x27;s own staff." in get(f"{SHEET}?id={house.public_id}")


def test_each_place_has_the_questions_for_all_and_its_own(get, canton, ids):
    html = get(SHEET + ids)

    for question in ALWAYS:
        assert html.count(f"<li>{question}</li>".replace("'", "&#x27;")) == 3
    # One names it. Whoever names another way to pay hasn't said no to it.
    assert html.count("<li>Do you take Medicaid?</li>") == 2


def test_a_search_prints_the_page_of_results_it_names(get, canton):
    for number in range(25):
        make_facility(canton.edition, f"House {number:02}", "DT MD")

    first, second = get(f"{SHEET}?where=02021"), get(f"{SHEET}?where=02021&page=2")

    assert first.count('class="sheet-place"') == 20
    assert second.count('class="sheet-place"') == 8
    assert "This sheet has places 1–20 of 28." in first
    assert "This sheet has places 21–28 of 28." in second
    assert "28 places near ZIP code 02021" in first
    assert "Less than 1 mile" in first or "About 1 mile or less" in first


def test_more_than_twenty_ids_are_cut_and_counted(get, canton):
    many = [make_facility(canton.edition, f"House {number:02}", "DT") for number in range(22)]
    html = get(SHEET + "?" + "&".join(f"id={facility.public_id}" for facility in many))

    assert html.count('class="sheet-place"') == 20
    assert "A sheet has room for 20 places, so 2 more were left out." in html


def test_who_closed_is_named_and_isnt_printed(get, canton):
    canton.birch.status = "closed"
    canton.birch.save()
    html = get(f"{SHEET}?id={canton.birch.public_id}&id={canton.alder.public_id}&id=zzzzzzzz")

    assert '<b translate="no">Birch Clinic</b>: this place has closed' in html
    assert html.count('class="sheet-place"') == 1
    assert "1 of the places in this link isn't in the directory." in html


@pytest.mark.parametrize(
    "query, message",
    [
        ("", "No places are chosen yet."),
        ("?where=&q=", "No places are chosen yet."),
        ("?id=zzzzzzzz", "None of the places in this link can be printed."),
        ("?where=Canton,+MA&service=detox&service=iop", "This search found nothing to print."),
        ("?where=Canton,+MA&radius=7", "This search found nothing to print."),
    ],
)
def test_nothing_to_print_is_said(get, canton, query, message):
    html = get(SHEET + query)
    assert message in html
    assert "data-print" not in html


def test_a_page_past_the_last_is_not_found(get, canton):
    get(f"{SHEET}?where=02021&page=9", status=404)


def test_the_spanish_sheet_is_spanish(client, get, canton, ids):
    response = client.get(f"/es{SHEET}{ids}")
    spanish = get(f"/es{SHEET}{ids}")

    assert b'href="tel:+18006624357"' in response.content[:2048]
    assert response["Content-Language"] == "es"
    assert "¿Aceptan Medicaid?" in spanish
    assert "Dirección no publicada" in spanish
    assert "21 de noviembre de 2026" in spanish
    assert "Todavía no hay lugares elegidos." in get(f"/es{SHEET}")


@pytest.mark.parametrize(
    "query, there",
    [
        ("?in=es", f"/es{SHEET}"),
        ("?in=en&where=02021", f"{SHEET}?where=02021"),
        ("?in=fr&where=02021", f"{SHEET}?where=02021"),
        ("?where=Canton,+MA&service=detox&service=iop&in=es&page=2",
         f"/es{SHEET}?where=Canton%2C+MA&service=detox&service=iop&page=2"),
        ("?id=a&id=b&in=es", f"/es{SHEET}?id=a&id=b"),
    ],
)  # fmt: skip
def test_links_from_when_the_language_was_a_parameter_still_lead_there(client, query, there):
    # No database: the redirect is all.
    response = client.get(SHEET + query)
    assert (response.status_code, response["Location"]) == (301, there)


def test_the_sheet_links_to_the_other_language(get, canton):
    for path, other, words in (
        (f"{SHEET}?where=02021&payment=medicaid", f"/es{SHEET}", "En español"),
        (f"/es{SHEET}?where=02021&payment=medicaid", SHEET, "In English"),
    ):
        link = f'<a class="chip" href="{other}?where=02021&amp;payment=medicaid" lang='
        assert link in get(path)
        assert f">{words}</a>" in get(path)


def test_large_numbers_are_written_as_the_country_does():
    with override("es"):
        assert intcomma(18530) == "18,530"


def test_the_code_is_of_the_page_the_sheet_comes_from(get, canton, ids):
    def code(address):
        path = segno.make(address, error="m", micro=False).svg_inline(
            dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
        )
        return " ".join(path.split())

    search = get(f"/es{SHEET}?where=02021&q=&payment=medicaid")
    assert code("http://testserver/es/search/?where=02021&payment=medicaid") in search
    assert code(f"http://testserver/shortlist/{ids}") in get(SHEET + ids)


def test_a_code_too_fine_for_a_camera_is_left_out():
    assert qr_code("https://example.org/?q=" + "x" * LONGEST_ADDRESS) == ""
    code = qr_code("https://example.org/")
    assert "style=" not in code
    assert {"#000", "#fff"} == set(re.findall("#[0-9a-f]+", code))


def test_robots_leave_it_alone(get, client, canton):
    assert '<meta name="robots" content="noindex">' in get(SHEET)
    assert b"\nDisallow: /call-sheet/\n" in client.get("/robots.txt").content


def test_results_lead_to_it(get, canton):
    html = get("/search/?where=02021&payment=medicaid")
    assert 'href="/call-sheet/?where=02021&amp;payment=medicaid">Print a call sheet</a>' in html
