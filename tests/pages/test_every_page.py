"""What holds for all public pages."""

import re

import pytest
from django.db import transaction
from django.test import Client

from tests.pages.factories import SECRET_STREET, make_canton, make_facility
from tests.resources.factories import make_list, make_resource

PAGES = {
    "home": "/",
    "everything": "/search/",
    "around a city": "/search/?where=Canton,+MA&service=detox",
    "around a ZIP code": "/search/?where=02021",
    "in a state": "/search/?where=MA",
    "nothing found": "/search/?where=Canton,+MA&service=detox&service=iop",
    "unknown place": "/search/?where=zzzzqq",
    "invalid search": "/search/?where=Canton,+MA&radius=7&service=xyz",
    "read from words": "/search/?q=methodone+near+Canton,+MA",
    "all filters": "/search/filters/?where=MA&service=detox",
    "all filters of an invalid search": "/search/filters/?radius=7&service=xyz",
    "a shortlist": "/shortlist/?id={alder_id}&id={cedar_id}&where=02021",
    "an empty shortlist": "/shortlist/",
    "other places that help": "/resources/?where=Canton,+MA",
    "other places that help, without a place": "/resources/",
    "other places that help, of one kind": "/resources/?where=MA&kind=naloxone",
    "adding the search to a site": "/embed/help/?where=Canton,+MA&service=detox",
    "near me": "/near-me/",
    "without a network": "/offline/?id={alder_id}&id={cedar_id}",
    "three questions": "/start/",
    "a situation without a place": "/start/?need=detox&where=",
    "answers without a place": "/start/?who=teen",
    "states": "/treatment/",
    "a state": "/treatment/massachusetts/",
    "a state without facilities": "/treatment/guam/",
    "a city": "/treatment/massachusetts/canton/",
    "a facility": "{alder}",
    "a facility for some only": "{birch}",
    "a facility's listing": "{alder}source/",
    "a facility at a secret address": "{cedar}",
    "a report of a facility": "{alder}report/",
    "a report of a facility at a secret address": "{cedar}report/",
    "thanks for a report": "{alder}report/thanks/",
    "call sheet": "/call-sheet/?where=Canton,+MA",
    "empty call sheet": "/call-sheet/",
    "self-check": "/self-check/",
    "self-check for someone": "/self-check/?for=someone",
    "guides": "/guides/",
    "a guide": "/guides/treatment-compared/",
    "a guide with steps": "/guides/overdose/",
    "a guide found helpful": "/guides/overdose/helpful/",
    "callback": "/callback/",
    "thanks for a callback": "/callback/thanks/",
    "helplines": "/helplines/",
    "about": "/about/",
    "data": "/data/",
    "for developers": "/developers/",
    "privacy": "/privacy/",
    "quick exit": "/quick-exit/",
}


# Addresses for programs, which are the same in all languages.
OF_NO_LANGUAGE = ("/api/v1/", "/data/files/", "/llms.txt")
# What a page loads besides what all of them do.
OF_ONE_PAGE = {"/static/css/call-sheet.css", "/static/css/shortlist.css", "/static/js/print.js"} | {
    "/static/css/guide.css",
    "/static/css/helplines.css",
    "/static/css/form.css",
    "/static/css/home.css",
    "/static/css/results.css",
    "/static/css/browse.css",
    "/static/css/facility.css",
    "/static/css/facility-print.css",
    "/static/js/facility.js",
    "/static/css/filters.css",
    "/static/css/self-check.css",
    "/static/css/data.css",
}


def without(some, files):
    return [file for file in files if file not in some]


def filled(path, canton):
    """Return a path of PAGES with the addresses and ids of facilities put in."""
    facilities = {name: getattr(canton, name) for name in ("alder", "birch", "cedar")}
    return path.format(
        **{name: facility.get_absolute_url() for name, facility in facilities.items()},
        **{f"{name}_id": facility.public_id for name, facility in facilities.items()},
    )


@pytest.fixture(scope="module")
def responses(django_db_setup, django_db_blocker):
    """Return {path of PAGES: its response}: asked for once, as many tests look at the same."""
    with django_db_blocker.unblock(), transaction.atomic():
        client, canton = Client(), make_canton()
        make_resource(make_list(), website="https://drop-in.example/")
        answers = {path: client.get(filled(path, canton)) for path in PAGES.values()}
        transaction.set_rollback(True)
    return answers


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def response(request, responses):
    return responses[request.param]


def test_it_has_one_heading_and_a_title_of_its_own(response):
    html = response.content.decode()

    assert response.status_code == 200
    assert len(re.findall("<h1[ >]", html)) == 1
    title, site = re.search("<title>(.+?) - (.+?)</title>", " ".join(html.split())).groups()
    assert title.strip()
    assert site == "Treatment Finder"
    assert '<html lang="en">' in html
    assert '<meta name="description" property="og:description" content="' in html


def test_the_numbers_to_call_come_within_its_first_2048_bytes(response):
    start = response.content[:2048].decode(errors="ignore")

    for uri in ("tel:911", "tel:988", "sms:988", "tel:+18006624357"):
        assert f'href="{uri}"' in start
    assert start.index("<body>") < start.index("Skip to") < start.index("tel:911")
    assert "</nav>" in start


def test_nothing_in_it_runs_or_styles_inline(response):
    html = response.content.decode()
    # What search engines read is data: a browser runs nothing of it, whatever the policy.
    html = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", html)

    assert "default-src 'none'" in response["Content-Security-Policy"]
    inline = (
        r"<script(?! type=\"module\" src=)|<style|\sstyle=|\son[a-z]+=|javascript:|<img|<iframe"
    )
    assert re.findall(inline, html) == []


def test_it_loads_nothing_from_elsewhere(response):
    html = response.content.decode()
    linked, scripts = (
        # An alternate is named, not loaded.
        re.findall(r'<link (?!rel="alternate")[^>]*href="([^"]+)"', html),
        re.findall(r'src="(.+?)"', html),
    )

    assert without(OF_ONE_PAGE, linked) == [
        "/static/css/finder.css",
        "/static/favicon.svg",
        "/site.webmanifest",
    ]
    assert without(OF_ONE_PAGE, scripts) == ["/static/js/site.js"]


def test_it_sets_no_cookie_and_suits_a_shared_cache(response):
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_secret_address_is_nowhere(response):
    assert SECRET_STREET not in response.content.decode()


def test_links_out_tell_nobody_where_one_came_from(response):
    html = response.content.decode()

    for link in re.findall(r'<a [^>]*href="https?://[^>]*>', html):
        assert 'rel="noreferrer noopener"' in link


def test_it_says_where_the_list_comes_from(response):
    html = " ".join(response.content.decode().split())

    # That of other places that help shows nothing of the directory.
    is_apart = response.request["PATH_INFO"] == "/resources/"
    directory = "National Directory, substance use, 2023, by SAMHSA"
    title = "List of naloxone, by Bay County Helpers" if is_apart else directory
    assert f"{title}." in html
    assert "<small>Loaded on this site Nov. 21, 2026.</small>" in html
    assert "not medical advice or an emergency service" in html


@pytest.mark.parametrize("path", ["/", "/search/", "/treatment/", "/about/", "/helplines/"])
def test_a_demonstration_says_so_on_every_page(get, canton, path):
    assert "This is a demonstration" not in get(path)

    canton.edition.is_demo = True
    canton.edition.save()

    assert "This is a demonstration" in get(path)


def test_text_of_the_directory_cannot_inject(get, canton):
    evil = '"><svg onload=1>{{ 7|add:7 }}</script>'
    facility = make_facility(
        canton.edition, f"Evil {evil}", "DT", program=evil, street=evil, highlights=evil
    )

    for path in (facility.get_absolute_url(), "/search/?where=02021", f"/search/?q={evil}"):
        html = get(path)
        assert "<svg" not in html
        scripts = ('<script type="module" src=', '<script type="application/ld+json">')
        assert html.count("</script") == sum(map(html.count, scripts))
        assert "{{ 7|add:7 }}" in html


@pytest.mark.parametrize(
    "path, most",
    [
        ("/", 6),
        ("/search/?where=Canton,+MA&service=detox&payment=medicaid", 12),
        ("/treatment/massachusetts/", 12),
        ("/treatment/massachusetts/canton/", 18),
        ("{alder}", 14),
    ],
)
def test_queries_do_not_grow_with_the_list(
    client, canton, django_assert_max_num_queries, path, most
):
    for number in range(25):
        make_facility(canton.edition, f"House {number}", "DT MD", city="Canton Center")
    path = path.format(alder=canton.alder.get_absolute_url())
    client.get(path)  # fills the taxonomy's cache

    with django_assert_max_num_queries(most):
        client.get(path)
