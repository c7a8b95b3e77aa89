"""The home page."""

import re

from facilities.models import mark_changed
from pages.home.proof import Proof
from pages.start.situations import SITUATIONS


def test_one_form_asks_where_and_leads_on_by_situation(get, canton):
    """A tap on a situation sends the place with it; Enter in a box sends what is typed."""
    html = get("/")

    assert html.count("<form") == 1
    assert '<form class="start panel" action="/search/">' in html
    assert '<label for="where">City, state, or ZIP code</label>' in html
    assert '<label for="q">What do you need?</label>' in html
    # The first button is what Enter presses.
    buttons = re.findall('<button class="([a-z -]+)"(?! type)', html)
    assert buttons[0] == "button button--main"
    situations = re.findall('name="need" value="([a-z-]+)" formaction="/start/"', html)
    assert situations == [situation.slug for situation in SITUATIONS]
    assert 'href="/start/"' in html
    assert re.findall('<button [^>]*name="service" value="([a-z-]+)"', html) == [
        "detox-overnight",
        "detox-outpatient",
        "inpatient",
        "outpatient",
        "iop",
        "mat",
        "sober-living",
    ]


def test_what_its_buttons_ask_is_understood_by_the_search(get, canton):
    slugs = re.findall('name="service" value="([a-z-]+)"', get("/"))

    for slug in slugs:
        assert 'role="alert"' not in get(f"/search/?where=&service={slug}")


def test_sent_empty_it_asks_for_a_place(get, canton):
    assert "<h1>Where do you need help?</h1>" in get("/search/?where=&q=")


def test_it_shows_how_many_places_from_whom_of_when(get, canton):
    html = " ".join(get("/").split())
    assert "<b>3 places</b>, from the 2023 directories of SAMHSA" in html
    assert "<b>Nobody pays</b>" in html


def test_a_demonstration_proves_nothing(get, canton):
    canton.edition.is_demo = True
    canton.edition.save()
    mark_changed()
    assert "directories of" not in get("/")


def test_what_an_operator_adds_is_not_where_the_places_come_from(canton):
    edition = canton.edition
    edition.pk, edition.kind, edition.publisher, edition.year = None, "list", "Bay County", 2026
    edition.save()
    proof = Proof([])
    assert (proof.publishers, proof.years) == (["SAMHSA"], "2023")


def test_states_are_folded_and_those_without_a_place_left_out(get, canton):
    html = get("/")
    folded = html[html.index('<details class="more states">') :]
    assert 'href="/treatment/massachusetts/"' in folded
    assert "none listed" not in html
    assert "none listed" in get("/treatment/")


def test_each_helpline_says_who_answers(get, canton):
    html = get("/")

    assert "A trained crisis counselor at one of more than 200 local crisis centers." in html
    assert "What happens when you call" in html
