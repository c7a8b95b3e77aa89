"""The page of results."""

import re

import pytest

from facilities.models import Edition, Facility
from tests.pages.factories import make_facility, make_mental_health_house
from tests.pages.search.reading import heading, repairs


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", "Where do you need help?"),
        ("?where=&q=+&radius=50&include=serves-only", "Where do you need help?"),
        ("?service=outpatient", "2 places with outpatient treatment in the whole directory"),
        ("?where=02021", "3 places near ZIP code 02021"),
        ("?where=Canton,+MA&radius=10", "3 places within 10 miles of Canton, MA"),
        ("?q=detox+near+Canton,+MA", "1 place with detox near Canton, MA"),
        ("?where=Marfa,+TX", "3 places near Marfa, TX"),
        ("?where=Canton,+MA&service=detox", "1 place with detox near Canton, MA"),
        ("?where=MA", "3 places in Massachusetts"),
        (
            "?where=Norfolk+County,+MA&service=iop",
            "0 places with intensive outpatient care in Norfolk County, MA",
        ),
        ("?where=zzzzqq", "Where is “zzzzqq”?"),
        ("?where=zzzz<b>qq", "Where is “zzzz&lt;b&gt;qq”?"),
        ("?radius=7", "Your search needs a change"),
    ],
)
def test_heading_and_title_say_how_many_and_where(get, canton, query, expected):
    Facility.objects.update(county="Norfolk")
    html = get(f"/search/{query}")

    assert heading(html) == expected
    assert f"<title> {expected}" in html or f"<title>{expected}" in html


def test_results_stand_in_the_order_that_is_published(get, canton):
    html = get("/search/?where=Canton,+MA&include=serves-only")

    assert "Nearest first, then in alphabetical order. Nobody can pay to be first." in html
    assert html.index("Alder House") < html.index("Birch Clinic")


def test_a_distance_is_no_finer_than_it_is_known(get, canton):
    make_facility(canton.edition, "Far Away", latitude=42.1, longitude=-71.3, precision="source")
    html = get("/search/?where=02021")

    assert "About 1 mile or less" in html.split("Cedar Shelter")[1]
    assert re.search(r">\d\.\d miles<", html.split("Far Away")[1])
    assert "Miles are measured in a straight line; the road is longer." in html


def test_an_invalid_search_shows_its_errors_and_no_facility(get, canton):
    html = get("/search/?where=Canton,+MA&service=xyz&service=detox&radius=7")

    assert 'role="alert"' in html
    assert '<a href="#service">Services</a>: “xyz” isn&#x27;t something' in html
    assert '<a href="#radius">How far</a>: Choose 5, 10, 25, 50, 100, 250 or 500 miles.' in html
    assert 'aria-invalid="true" aria-describedby="radius-error"' in html
    assert "Alder House" not in html
    assert 'value="Canton, MA"' in html


def test_links_of_the_error_summary_lead_to_fields(get, canton):
    long = "x" * 201
    html = get(
        f"/search/?where={long}&q={long}&radius=1&sort=x&service=x&payment=x&age=x&match=x&page=99"
    )

    targets = re.findall('<li> <a href="#([a-z]+)"', html)
    assert targets == ["where", "q", "service", "payment", "age", "match", "radius", "sort"]
    for target in targets:
        assert html.count(f' id="{target}"') == 1
    assert "Page: Only the first 50 pages are shown" in html


def test_a_chip_takes_off_what_it_names_and_the_page(get, canton):
    html = get("/search/?where=MA&service=detox&service=residential&payment=medicaid&page=1")
    applied_filters = re.findall('<a class="chip chip--off" href="([^"]+)">(.*?)</a>', html)

    assert [href.replace("&amp;", "&") for href, _text in applied_filters] == [
        "/search/?where=MA&service=residential&payment=medicaid",
        "/search/?where=MA&service=detox&payment=medicaid",
        "/search/?where=MA&service=detox&service=residential",
    ]
    assert applied_filters[0][1] == '<span class="vh">Remove</span> <span>Detox</span>'


def test_what_was_asked_for_is_ticked_and_its_group_open(get, canton):
    html = get("/search/filters/?where=MA&payment=medicaid&sort=name&radius=50&q=alder")

    assert 'name="payment" value="medicaid" checked ' in html
    assert re.findall('<details class="filter" open> <summary>(.*?)[ <]', html) == [
        "Kinds",
        "Ways",
    ]
    assert "1 chosen" in html
    assert '<option value="50" selected>' in html
    assert '<option value="name" selected>' in html
    assert 'type="hidden" name="q" value="alder"' in html


def test_the_rule_of_each_group_stands_beside_it(get, canton):
    html = get("/search/filters/?where=MA")
    groups = re.findall("<fieldset>.*?</fieldset>", html)

    assert "Shows places that offer everything you check." in groups[0]
    assert all("Shows places that offer any of what you check." in group for group in groups[1:])


def test_a_place_may_offer_all_kinds_of_care_that_are_ticked_or_any(get, canton):
    both = "/search/filters/?where=Canton,+MA&service=detox&service=outpatient"
    usual, any_of_them = (
        re.findall('<details class="filter".*?</details>', get(path))[0]
        for path in (both, f"{both}&match=any")
    )

    assert '<input type="radio" name="match" value="" checked>' in usual
    assert '<input type="radio" name="match" value="any" checked>' in any_of_them
    assert "Shows places that offer any of what you check." in any_of_them
    # What the box beside it gives is more, not less.
    counts = [
        int(re.search('value="residential".*?<b class="count"[^>]*>([0-9]+)', group)[1])
        for group in (usual, any_of_them)
    ]
    assert counts[0] < counts[1]


def test_ages_alone_keep_who_does_not_say_and_the_filter_says_so(get, canton):
    make_facility(canton.edition, "Elm House", "ADLT")
    html = get("/search/filters/").replace("&#x27;", "'")
    kept = "Places that don't say are shown too, and marked."
    assert html.count(kept) == 1
    ages = html.index('<legend class="vh">Ages</legend>')
    assert ages < html.index(kept) < html.index("</fieldset>", ages)

    html = get("/search/?where=Canton,+MA&age=adults").replace("&#x27;", "'")
    assert "Alder House" in html
    assert "Doesn't say what ages it takes" in html

    html = get("/search/?where=Canton,+MA&age=older-adults").replace("&#x27;", "'")
    assert "Doesn't say what ages it takes" in html
    assert html.count("Doesn't say: Older adults") == 1  # Elm House names adults


def test_pages_keep_the_search(get, canton):
    for number in range(40):
        make_facility(canton.edition, f"House {number:02}", "DT")

    second = get("/search/?where=MA&service=detox&page=2")
    first = get("/search/?where=MA&service=detox")

    assert 'href="/search/?where=MA&amp;service=detox" aria-label="Previous page"' in second
    assert 'href="?where=MA&amp;service=detox&amp;page=3" aria-label="Next page"' in second
    assert "Page 2 of 3" in second
    assert "Previous page" not in first
    assert get("/treatment/massachusetts/?page=2").count('data-id="') == 20


def test_little_found_says_how_many_more_each_change_would_give(get, canton):
    make_facility(
        canton.edition, "Oak House", "DT MD", city="Gardner", latitude=42.5, longitude=-71.7
    )
    html = get("/search/?where=Canton,+MA&service=detox&payment=medicaid&radius=5&page=1")

    asked = "where=Canton%2C+MA&service=detox&payment=medicaid&radius=50"
    assert heading(html) == ("2 places with detox that take Medicaid within 50 miles of Canton, MA")
    assert "Only 1 place matches within 5 miles, so we looked within 50." in html
    assert repairs(html) == {
        "+2 places without anything you checked": "/search/?where=Canton%2C+MA&radius=50"
    }
    assert html.index("Oak House") < html.index("To find more:")
    assert asked not in repairs(html).values()
    assert "Or talk to someone now" in html


def test_who_serves_only_some_people_is_counted_and_one_tap_away(get, canton):
    make_facility(canton.edition, "Dune House", "OP DUO")
    html = get("/search/?where=Canton,+MA&page=1")

    summary = html.split('<p class="quiet about">')[1].split("</p>")[0]
    assert "1 place for certain people only isn't shown." in summary
    assert "<li>Only people with a DUI or DWI: 1</li>" in html
    assert 'href="/search/?where=Canton%2C+MA&amp;include=serves-only"' in html


def test_who_lists_no_substance_use_treatment_is_counted_and_one_tap_away(get, canton):
    make_mental_health_house("Mallow House", "MH OP")
    make_facility(Edition.objects.get(kind="mh"), "Nettle House", "MH OP SUMH")
    html = get("/search/?where=Canton,+MA&page=1")

    assert heading(html) == "3 places near Canton, MA"
    summary = html.split('<p class="quiet about">')[1].split("</p>")[0]
    assert "2 places for mental health care only aren't shown." in summary
    assert "1 of them says it also helps people who use alcohol or drugs." in html
    assert 'href="/search/?where=Canton%2C+MA&amp;include=mental-health"' in html
    filters = get("/search/filters/?where=Canton,+MA")
    assert re.search('value="mental-health"> .{,90}<b class="count">\\+2</b>', filters)

    with_them = get("/search/?where=Canton,+MA&include=mental-health")
    assert heading(with_them) == "5 places near Canton, MA"
    mallow, nettle = (with_them.split(f"{name} House</a>")[1] for name in ("Mallow", "Nettle"))
    assert "Mental health care only, by its listing." in mallow[:900]
    assert "including for people who use alcohol or drugs" in nettle[:900]
    assert "Including places for mental health care only" in with_them  # a chip, to take it off


def test_a_wider_search_says_so(get, canton):
    html = get("/search/?where=Springfield,+MA&service=detox&radius=25")

    said = "No places match within 25 miles, so we looked within 100."
    assert said in html
    filters = get("/search/filters/?where=Springfield,+MA&service=detox&radius=25")
    assert '<option value="100" selected>' in filters


def test_why_the_first_is_first(get, canton):
    around = get("/search/?where=Canton,+MA")
    assert "nearest to the center of Canton, MA" in around
    assert "name comes first in the alphabet" in get("/search/?where=MA")
    assert "is the closest match to your words" in get("/search/?q=alder")


def test_words_are_read_as_services_and_can_be_taken_off(get, canton):
    html = get("/search/?where=MA&q=detoks+alder")
    applied_filters = re.findall('<a class="chip chip--off" href="([^"]+)">(.*?)</a>', html)

    assert [href.replace("&amp;", "&") for href, _text in applied_filters] == [
        "/search/?where=MA&q=alder",
        "/search/?where=MA&q=detoks",
    ]
    typed = '<span translate="no">“detoks”:</span> Detox'
    assert applied_filters[0][1] == f'<span class="vh">Remove</span> <span>{typed}</span>'
    assert "Search for “detoks alder” as a name instead" in html


def test_what_no_result_has_in_its_name_is_said_and_not_searched_for(get, canton):
    html = get("/search/?where=MA&q=xqzvw+detox")
    assert "We didn't use: xqzvw." in html
    assert "in its name or address</a>" not in html
    assert "1 place with detox in Massachusetts" in html


def test_who_has_such_a_name_elsewhere_is_one_tap_away(get, canton):
    make_facility(canton.edition, "Oak House", "DT", state="NH", city="Concord")
    html = get("/search/?where=MA&q=detox+for+my+dad+oak+house")
    assert "We didn't use: dad oak house." in html
    link = '<a href="/search/?q=%22oak+house%22">1 place has “oak house” in its name or address</a>'
    assert link in html, html[html.index("use: dad") :][:600]


def test_a_place_in_the_words_is_a_chip_that_can_be_taken_off(get, canton):
    html = get("/search/?q=detox+canton+ma")
    assert "Location: Canton, MA" in html
    assert 'href="/search/?q=detox"><span class="vh">Remove</span>' in html
    assert heading(html) == "1 place with detox near Canton, MA"


@pytest.mark.parametrize(
    ("path", "ticked"),
    [("/search/", ""), ("/search/filters/", " checked")],
    ids=["hidden", "boxes"],
)
def test_words_understood_are_ticked_boxes_and_a_place_is_in_its_own(get, canton, path, ticked):
    html = get(f"{path}?q=detox+canton+ma+medicaid+bed")
    form = html[html.index('<form class="') :]
    assert f'name="service" value="detox-overnight"{ticked}' in form
    assert f'name="payment" value="medicaid"{ticked}' in form
    assert re.search('name="where"[^>]* value="Canton, MA"', form)
    assert not re.search('name="q"[^>]* value="[^"]', form)


def test_each_box_says_what_ticking_it_gives(get, canton):
    make_facility(canton.edition, "Oak House", "OIT", state="NH", city="Concord")
    html = get("/search/filters/?where=MA")
    assert 'value="detox" aria-labelledby="n-detox" aria-describedby="c-detox">' in html
    assert re.search('<span id="n-detox">Detox.*?<b class="count" id="c-detox">1</b>', html)
    assert re.search('value="iop" disabled ', html)


def test_the_filters_stay_in_the_area_of_the_map_and_another_place_leaves_it(get, canton):
    area = '<input type="hidden" name="box" value="-72.00,42.00,-71.00,43.00">'
    search = "?where=Canton,+MA&box=-72.00,42.00,-71.00,43.00"
    assert area in get(f"/search/filters/{search}")
    assert area not in get(f"/search/{search}")


def test_groups_stand_under_the_title_of_their_section_which_comes_once(get, canton):
    html = get("/search/filters/?where=MA")
    titles = re.findall("<h2>(.*?)</h2>", html[html.index('id="all-filters"') :])
    assert titles[:2] == ["Care and medicines", "Cost and insurance"]
    assert len(titles) == len(set(titles)) > 3


def test_every_filter_has_a_page(get, canton):
    html = get("/search/filters/?where=MA&service=detox&q=alder&sort=name")

    assert '<input type="hidden" name="where" value="MA">' in html
    assert '<input type="hidden" name="q" value="alder">' in html
    assert 'value="detox" checked' in html
    # A code that isn't among the usual boxes.
    assert 'value="detox-program"' in html
    assert 'value="no-opioid-treatment"' not in html


def test_other_places_are_offered(get, canton):
    html = get("/search/?where=springfield&page=1")

    assert "Did you mean:" in html
    assert '<a href="?where=Springfield%2C+IL" translate="no">Springfield, IL</a>' in html


@pytest.mark.parametrize("dirt", ["%00", "%F0%9F%98%80", "x" * 9000, "%2C%2C", "%E2%80%AE"])
def test_dirt_in_the_box_is_no_error_of_ours(client, canton, dirt):
    assert client.get(f"/search/?where={dirt}&q={dirt}").status_code == 200


@pytest.mark.parametrize("number, status", [("x", 200), ("0", 200), ("51", 200), ("2", 404)])
def test_a_page_that_is_not_there(client, canton, number, status):
    assert client.get(f"/search/?where=MA&page={number}").status_code == status


@pytest.mark.django_db
def test_a_search_with_too_many_parts_says_so(client):
    html = client.get("/search/", [("service", "detox")] * 21).content.decode()
    assert "can have up to 20" in html
    assert 'class="card"' not in html


@pytest.mark.parametrize(
    "query, total, text, message",
    [
        ("where=Canton,+MA", 3, "Show 3 places", "3 places"),
        ("where=Canton,+MA&service=detox&page=9", 1, "Show 1 place", "1 place"),
        (
            "where=Springfield,+MA&service=detox",
            1,
            "None nearby: show the nearest",
            "No places match within 25 miles, so we looked within 100.",
        ),
        (
            "radius=25",
            0,
            "Show places",
            "Type a city, state, or ZIP code, and we'll show places near there.",
        ),
        (
            "where=MA&service=detox&service=iop",
            0,
            "No matches: see what to change",
            "No places match everything you chose.",
        ),
        ("where=zzzzqq", 0, "Show places", "Where is “zzzzqq”?"),
    ],
)
def test_a_count_says_what_the_search_would_find(client, canton, query, total, text, message):
    response = client.get(f"/search/count/?{query}")

    assert response.json() == {"total": total, "text": text, "said": message}
    shown = re.search("<h1>([0-9]*)", client.get(f"/search/?{query}".split("&page")[0]).text)
    assert (shown[1] or "0") == str(total)


@pytest.mark.django_db
def test_a_count_of_a_wrong_search_says_what_is_wrong(client):
    response = client.get("/search/count/?radius=7&service=xyz")

    assert response.status_code == 400
    assert response.json() == {
        "error": "Services: “xyz” isn't something a search can ask for here. "
        "How far: Choose 5, 10, 25, 50, 100, 250 or 500 miles."
    }


def test_a_search_without_a_place_asks_for_one(get, canton):
    asks = '<a href="#where">Type a city or ZIP code</a> to see the nearest first.'

    assert asks in get("/search/?service=detox")
    assert asks not in get("/search/?service=detox&where=MA")


def test_where_nothing_fits_all_of_the_city_and_the_state_is_a_tap_away(get, canton):
    html = get("/search/?where=Canton,+MA&service=detox&service=iop")

    assert "Or see everything listed" in html
    assert '<a href="/treatment/massachusetts/canton/">' in html
    assert '<a href="/treatment/massachusetts/">' in html
    assert "Or see everything listed" not in get("/search/?where=Canton,+MA&service=detox")


def test_a_place_without_any_facility_leads_to_no_empty_list(get, canton):
    html = get("/search/?where=Guam&service=detox")

    assert "Or see everything listed" not in html
