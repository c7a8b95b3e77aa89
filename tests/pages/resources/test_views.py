"""The page of other places that help: there only with lists, apart from treatment."""

import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from tests.finder.test_dirt import queries
from tests.resources.factories import make_list, make_resource

HERE = "/resources/?where=Canton,+MA"


@pytest.fixture
def naloxone(db):
    """Give a list with a place in Canton and one in Boston."""
    listing = make_list(title="Naloxone sites")
    make_resource(listing, "Boston Box", latitude=42.36, longitude=-71.06, city="Boston")
    make_resource(
        listing,
        "Canton Drop-in",
        hours="Mon–Fri 9 to 5",
        website="https://www.drop-in.example/now",
        notes="Free.",
        languages="Spanish",
    )
    return listing


@pytest.mark.parametrize("path", ["/resources/", "/es/resources/", HERE, "/resources/?page=x"])
def test_without_lists_there_is_no_page(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/search/?where=Canton,+MA", "/sitemap.xml", "/robots.txt"])
def test_without_lists_nothing_speaks_of_it(client, canton, path):
    assert "resources" not in client.get(path).content.decode()


def test_a_card_says_what_it_is_and_what_it_is_not(get, naloxone):
    html = get(HERE)
    card = html[html.index("Canton Drop-in") : html.index("Boston Box")]

    assert "a medicine that can reverse an opioid overdose. <b>Not a treatment program.</b>" in card
    assert "<b>1." in card or "<b>Less than 1 mile" in card
    assert "12 Elm Street, Canton, MA 02021" in card
    assert 'href="tel:+17815550100"' in card
    assert "Hours, as listed</dt><dd>Mon–Fri 9 to 5" in card
    website = '<a href="https://www.drop-in.example/now" rel="noreferrer noopener"'
    assert website in card
    assert ">drop-in.example</a>" in card
    assert "The list also says</dt><dd>Free." in card
    assert "From: Naloxone sites, by Bay County Helpers. As of Oct. 1, 2026." in card
    assert "Loaded on this site Nov. 21, 2026." in card


def test_what_a_list_does_not_say_is_not_said_for_it(get, naloxone):
    html = get("/resources/?where=Boston,+MA")
    card = html[html.index("Boston Box") : html.index("Canton Drop-in")]
    for word in ("Hours", "Website", "The list also says", "Languages", "Open", "<dl"):
        assert word not in card


def test_the_page_says_that_it_is_not_the_list_of_treatment(get, naloxone, canton):
    html = get(HERE)
    assert "These are not lists of treatment programs." in html
    assert 'href="/search/?where=Canton%2C%20MA">Find treatment near Canton, MA</a>' in html
    assert "Alder House" not in html
    assert "Canton Drop-in" not in get("/search/?where=Canton,+MA")


def test_the_nearest_come_first_and_how_far_was_looked_is_said(get, naloxone):
    html = get(HERE)
    assert html.index("Canton Drop-in") < html.index("Boston Box")
    assert "2 places within 25 miles, nearest first." in html
    assert "<h1>Other places that help near Canton, MA</h1>" in html
    assert "<h1>Naloxone (Narcan) near Canton, MA</h1>" in get(f"{HERE}&kind=naloxone")


def test_a_state_is_listed_by_city(get, naloxone):
    html = get("/resources/?where=Massachusetts")
    assert "<h1>Other places that help in Massachusetts</h1>" in html
    assert "2 places, sorted by city." in html
    assert html.index("Boston Box") < html.index("Canton Drop-in")
    assert " miles" not in html


def test_where_nothing_is_near_the_nearest_are_shown_as_such(get, naloxone):
    html = get("/resources/?where=Albany,+NY")
    assert "Our lists have none within 25 miles. These are the nearest." in html
    html = get("/resources/?where=Denver,+CO")
    assert "Our lists have none within 250 miles. They may not cover this area." in html
    assert "Our lists have none there. They may not" in get("/resources/?where=Guam")


def test_a_place_that_is_not_understood_is_said_with_candidates(get, naloxone):
    html = get("/resources/?where=zzzzqq&kind=naloxone")
    assert "Where is “zzzzqq”?" in html
    assert "We can’t find “zzzzqq” in the United States." in html
    assert "Canton Drop-in" not in html
    html = get("/resources/?where=Springfield&kind=naloxone")
    assert "Did you mean:" in html
    assert re.search(r'href="\?where=Springfield%2C[^"]*&amp;kind=naloxone"', html)


def test_without_a_place_it_asks_for_one(get, naloxone):
    html = get("/resources/")
    assert "<h1>Other places that help</h1>" in html
    assert "Naloxone (Narcan): Naloxone sites" in html
    assert 'name="where"' in html
    assert "Canton Drop-in" not in html


@pytest.mark.parametrize(
    "query, problem",
    [
        ("kind=meeting", "Choose one of the kinds in the list."),
        ("kind=xyz", "Choose one of the kinds in the list."),
        ("page=x", "Enter a whole number."),
        ("page=51", "Only the first 50 pages are shown"),
        ("where=" + "x" * 201, "at most 200 characters"),
    ],
)
def test_what_cannot_be_asked_is_said(get, naloxone, query, problem):
    html = get(f"/resources/?{query}")
    assert "<h1>Your search needs a change</h1>" in html
    assert problem in html
    assert "Canton Drop-in" not in html


def test_kinds_can_be_looked_at_alone(get, naloxone):
    assert "<select" not in get(HERE)
    make_resource(make_list("meeting"), "Tuesday Group")
    html = get(HERE)
    assert "Tuesday Group" in html
    assert '<option value="meeting">Support group meetings</option>' in html
    assert 'href="?where=Canton%2C+MA&amp;kind=meeting"' in html
    html = get(f"{HERE}&kind=meeting")
    assert "Tuesday Group" in html
    assert "Canton Drop-in" not in html


def test_pages_are_of_twenty_and_end(client, get, naloxone):
    for number in range(25):
        make_resource(naloxone, f"Place {number}")
    assert get(HERE).count('class="card"') == 20
    assert get(f"{HERE}&page=2").count('class="card"') == 7
    assert 'href="?where=Canton%2C+MA&amp;page=2"' in get(HERE)
    assert client.get(f"{HERE}&page=3").status_code == 404


def test_queries_do_not_grow_with_the_list(client, naloxone, django_assert_max_num_queries):
    for number in range(25):
        make_resource(naloxone, f"Place {number}")
    client.get(HERE)
    with django_assert_max_num_queries(7):
        client.get(HERE)


@pytest.mark.parametrize(
    "changes, text",
    [
        ({"precision": "zip"}, "About "),
        ({"street": ""}, "Canton, MA 02021</span>. The list doesn't give a street address."),
        (
            {"street": "", "address_withheld": True, "precision": "zip"},
            "Canton, MA 02021</span>. Address not published.",
        ),
        ({"e164": "", "phone": "555-0100"}, "Its number as listed: 555-0100"),
        ({"e164": "", "phone": ""}, "12 Elm Street"),
        (
            {"phone_text": "781-555-0100 / 781-555-0101"},
            "All its numbers as listed: 781-555-0100 / 781-555-0101",
        ),
        ({"hours_per_week": 37.5}, "37.5 hours a week. The list doesn't say when: call first."),
        ({"hours_per_week": 1}, "1 hour a week."),
        ({"setting": "mobile-van"}, "A van that moves around: call and ask where it is."),
    ],
    ids=str,
)
def test_what_is_known_of_a_place_is_said_as_it_is(get, db, changes, text):
    make_resource(make_list(), **changes)
    assert text in get(HERE)


def test_a_health_center_of_hrsa_says_what_hrsa_says(get, db):
    listing = make_list("health-center", source_format="hrsa")
    make_resource(listing, "Canton Health Center", hours_per_week=40)
    html = get(HERE).replace("&#x27;", "'")
    assert "Health centers give primary care, and you pay less if your income is low." in html
    assert "The list doesn't say if it treats addiction: call and ask." in html
    assert "Not a treatment program" not in html
    assert "40 hours a week. The list doesn't say when" in html


def test_text_of_a_list_cannot_inject(get, db):
    evil = '"><svg onload=1>{{ 7|add:7 }}</script>'
    listing = make_list(title=evil, publisher=evil)
    texts = dict.fromkeys("street city hours notes languages".split(), evil)
    make_resource(listing, evil, phone=evil, **texts)
    html = get(HERE)
    assert "<svg" not in html
    assert "{{ 7|add:7 }}" in html


def test_who_asks_for_naloxone_is_told_first_what_to_do_in_an_overdose(get, naloxone):
    assert "Is someone overdosing now? Call 911" in get(f"{HERE}&kind=naloxone")


# --- Where other pages lead to it ----------------------------------------------------------------


def test_results_name_the_kinds_that_are_near(get, canton, naloxone):
    make_resource(make_list("meeting"), latitude=42.10, longitude=-72.59)
    html = get("/search/?where=Canton,+MA")
    line = html[html.index("Also near Canton, MA") :]
    line = line[: line.index("</p>")]
    assert re.findall(r'href="([^"]+)">([^<]+)<', line) == [
        ("/resources/?where=Canton%2C%20MA&amp;kind=naloxone", "naloxone")
    ]
    assert "Also near" not in get("/search/?where=Denver,+CO")


def test_the_first_page_names_all_kinds(get, canton, naloxone):
    make_list("health-center")
    html = get("/")
    assert "Also here, apart from treatment:" in html
    assert '<a href="/resources/?kind=naloxone">naloxone</a>' in html
    assert '<a href="/resources/?kind=health-center">health centers</a>' in html


@pytest.mark.parametrize(
    "kind, words, before, after",
    [
        (
            "syringe-services",
            "needle exchange",
            "We don't list syringe",
            "We list syringe services",
        ),
        ("meeting", "NA meetings", "We don't list meetings", "We list support group meetings"),
        ("recovery-housing", "oxford house", "We don't list Oxford", "We don't list Oxford"),
    ],
)
def test_a_topic_that_a_list_knows_leads_there(get, db, kind, words, before, after):
    path = f"/search/?q={words}&where=Canton,+MA"
    assert before in get(path).replace("&#x27;", "'")
    make_list(kind)
    html = get(path).replace("&#x27;", "'")
    assert after in html
    assert f'href="/resources/?where=Canton%2C%20MA&amp;kind={kind}"' in html


def test_the_sitemap_has_the_page_of_each_kind(client, naloxone):
    assert "sitemap-resources.xml" in client.get("/sitemap.xml").content.decode()
    text = client.get("/sitemap-resources.xml").content.decode()
    assert "<loc>http://testserver/resources/</loc>" in text
    assert "<loc>http://testserver/es/resources/?kind=naloxone</loc>" in text


def test_where_one_is_leads_back_to_the_page(client, naloxone):
    position = {"latitude": "42.158", "longitude": "-71.145", "kind": "naloxone", "where": "x"}
    response = client.post(
        "/near-me/?to=resources", position, headers={"origin": "http://testserver"}
    )
    assert response.status_code == 303
    assert response["Location"] == "/resources/?where=02021&kind=naloxone"
    response = client.post(
        "/near-me/?to=resources", {**position, "kind": "x"}, headers={"origin": "http://testserver"}
    )
    assert response["Location"] == "/resources/?where=02021"


# --- As every page --------------------------------------------------------------------------------


def test_it_is_there_in_spanish_with_the_same_words_to_ask(get, naloxone):
    html = get("/es/resources/?where=Canton,+MA&kind=naloxone")
    assert '<html lang="es">' in html
    assert 'action="/es/resources/"' in html
    assert 'href="/es/search/?where=Canton%2C%20MA"' in html
    assert 'href="/resources/?where=Canton,+MA&amp;kind=naloxone" lang="en"' in html
    assert "Canton Drop-in" in html


def test_a_shared_cache_may_keep_it_and_browsers_ask_whether_it_changed(client, naloxone):
    response = client.get(HERE)
    assert "s-maxage=60" in response["Cache-Control"]
    again = client.get(HERE, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_discreet_site_gives_it_a_neutral_title(get, naloxone, settings):
    settings.NEUTRAL_TITLE = "Weather"
    assert "<title>Weather</title>" in get(f"{HERE}&kind=naloxone")


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries)
def test_no_query_breaks_it(client, naloxone, query):
    renamed = [("kind" if name == "service" else name, value) for name, value in query]
    response = client.get("/resources/?" + urlencode(renamed))
    assert response.status_code in (200, 404)
