"""What the frame and the part for the script show of a search."""

import re
from html import unescape

import pytest
from django.urls import reverse

from counters import counting
from tests.pages.factories import SECRET_STREET, make_facility

WAYS = ["/embed/", "/embed/part/"]
CANTON = "?where=Canton,+MA"


@pytest.mark.parametrize("path", WAYS)
def test_it_shows_the_places_of_the_search_and_how_to_call_them(get, canton, path):
    html = get(f"{path}{CANTON}&service=detox")

    assert "1 place with detox near Canton, MA" in html
    assert 'href="tel:+17815550101;ext=12"' in html
    assert f'href="http://testserver{canton.alder.get_absolute_url()}"' in html
    assert "This listing is from 2023." in html
    assert "Call before you go." in html
    assert "National Directory, substance use, 2023, by SAMHSA." in html
    for number in ("tel:911", "tel:988", "tel:+18006624357"):
        assert f'href="{number}"' in html


@pytest.mark.parametrize("path", WAYS)
def test_it_is_short_and_leads_to_all_of_it(get, canton, path):
    for number in range(9):
        make_facility(canton.edition, f"House {number}", "DT")
    html = get(f"{path}{CANTON}&service=detox&theme=dark")

    assert html.count('<li class="card">') == 5
    address = "http://testserver/search/?where=Canton%2C+MA&service=detox"
    link = re.search(r'<a class="all" href="([^"]*)"[^>]*>See all 10 places</a>', html)
    assert unescape(link[1]) == address


@pytest.mark.parametrize("path", WAYS)
def test_every_link_leaves_the_frame_and_tells_nobody_where_one_was(get, canton, path):
    html = get(f"{path}{CANTON}")

    links = re.findall(r'<a [^>]*href="(?!tel:|sms:)([^"]*)"([^>]*)>', html)
    assert len(links) >= 6
    assert {attributes.replace(' translate="no"', "") for _href, attributes in links} == {
        ' target="_top" rel="noreferrer"'
    }
    assert all(href.startswith("http://testserver/") for href, _attributes in links)
    assert "<script" not in html
    assert 'method="' not in html  # no form posts


def test_the_forms_of_the_frame_stay_in_it_and_those_of_the_part_lead_to_the_search(get, canton):
    frame, part = (get(f"{path}{CANTON}&service=detox&theme=dark") for path in WAYS)

    assert '<form action="/embed/" target="_self">' in frame
    assert '<form action="http://testserver/search/" target="_top">' in part
    for html in (frame, part):
        assert '<input type="hidden" name="service" value="detox">' in html
        assert '<input type="hidden" name="theme" value="dark">' in html
    assert '<html lang="en" class="dark">' in frame
    assert (frame.count("<h1"), part.count("<h1")) == (1, 0)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", None),
        ("?where=", None),
        ("?where=zzzzqq", "Where is “zzzzqq”?"),
        ("?where=zzzzqq", "Type a ZIP code, or a city and its state."),
        (f"{CANTON}&service=detoxx", "Services: "),
        (f"{CANTON}&radius=7", "Choose 5, 10, 25, 50, 100, 250 or 500 miles."),
        ("?where=" + "a" * 300, "City, state, or ZIP code: "),
        (f"{CANTON}&service=iop", "No places match everything you chose."),
        (f"{CANTON}&q=suicide", "tel:988"),
        (f"{CANTON}&page=9", "near Canton, MA"),
        (f"{CANTON}&theme=%3Cscript%3E", "near Canton, MA"),
        ("?where=Springfield", "Did you mean:"),
    ],
)
@pytest.mark.parametrize("path", WAYS)
def test_any_search_is_answered_in_words(get, canton, path, query, words):
    html = get(path + query)

    assert "Find places</button>" in html
    if words is None:
        assert '<li class="card">' not in html
        assert '<div class="count" role="status"></div>' in html
    else:
        assert words in html


def test_who_visits_isnt_held_up_by_what_the_other_site_asks_for_wrongly(get, canton):
    html = get(f"/embed/{CANTON}&service=detoxx&payment=medicaid")
    assert 'name="service"' not in html
    assert 'name="payment" value="medicaid"' in html


def test_the_operators_area_is_in_the_box_until_one_is_asked_for(get, canton, settings):
    settings.OPERATOR_AREA = "Boston, MA"
    assert 'value="Boston, MA"' in get("/embed/")
    assert 'value="Boston, MA"' not in get(f"/embed/{CANTON}")


@pytest.mark.parametrize("path", WAYS)
def test_a_secret_address_is_nowhere(get, canton, path):
    html = get(f"{path}{CANTON}")
    assert canton.cedar.name in html
    assert SECRET_STREET not in html


@pytest.mark.parametrize("path", WAYS)
def test_a_demonstration_says_so(get, canton, path):
    canton.edition.is_demo = True
    canton.edition.save()
    assert "This is a demonstration." in get(f"{path}{CANTON}")


@pytest.mark.parametrize("path", WAYS)
def test_it_is_there_in_spanish(get, canton, path):
    html = get(f"/es{path}{CANTON}&service=detox")
    assert "Buscar lugares</button>" in html
    assert f'href="http://testserver/es{canton.alder.get_absolute_url()}"' in html
    assert not re.findall(r'(?:href|action)="(?:http://testserver)?/(?!es/|static/)', html)


def test_a_neutral_title_holds_for_the_frame(get, canton, settings):
    settings.NEUTRAL_TITLE = "Local services"
    assert "<title>Local services</title>" in get(f"/embed/{CANTON}")


def test_nothing_is_counted_and_no_cookie_set(client, canton):
    before = dict(counting._waiting)
    for path in (*WAYS, reverse("embed-script")):
        response = client.get(f"{path}{CANTON}")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert counting._waiting == before
