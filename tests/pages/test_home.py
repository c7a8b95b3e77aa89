"""The home page."""

import re


def test_one_form_asks_where_and_what(get, canton):
    """A tap on a kind of care sends the form with it; Enter in a box sends what is typed."""
    html = get("/")

    assert html.count("<form") == 1
    assert '<form class="start panel" action="/search/">' in html
    assert '<label for="where">City, state or ZIP code</label>' in html
    assert '<label for="q">What do you need?</label>' in html
    buttons = re.findall('<button class="([a-z -]+)"(?! type)', html)
    assert buttons == ["button button--main", *["tile"] * 7]
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


def test_each_helpline_says_who_answers(get, canton):
    html = get("/")

    assert "A trained crisis counselor at one of more than 200 local crisis centers." in html
    assert "What happens when you call" in html
    assert 'href="/treatment/massachusetts/"' in html
