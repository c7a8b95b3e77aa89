"""A facility's page."""

import re

import pytest

from facilities.models import Denial, Service
from search.open_questions import ALWAYS
from tests.pages.factories import SECRET_STREET, add_phone, make_edition, make_facility


def group(html, name):
    """Return the part of a page that describes one group of services."""
    return re.search(f"<h4>{name}</h4>(.*?)</div>", html)[1]


def topic(html, heading):
    """Return the part of a page that is folded under a heading."""
    folded = f"<summary><h3>{heading}</h3>(.*?)(?=<summary><h3>|</section>)"
    return re.search(folded, html.replace("&#x27;", "'"))[1]


def fact(html, label):
    """Return what stands beside a label among the facts that decide, as text."""
    cell = re.search(f"<dt>{label}</dt> ?<dd>(.*?)</dd>", html)[1]
    return " ".join(re.sub("<[^>]+>", " ", cell).replace("&#x27;", "'").split())


def test_what_it_offers_and_what_not(get, canton):
    html = get(canton.alder.get_absolute_url())
    care = topic(html, "Care and medicines")

    assert "<li>Detox (help with withdrawal)<small>Helps the body" in care
    denied = topic(html, "What it doesn't offer")
    assert "<li>Intensive outpatient program (IOP)</li>" in group(denied, "Kinds of care")
    assert "Kinds of care" not in html.split("Its listing says nothing about:")[1]


def test_silence_is_not_a_no(get, canton):
    html = get(canton.alder.get_absolute_url())

    html = html.replace("&#x27;", "'")
    ask = "That doesn't mean no: ask when you call."
    unsaid = re.search(f"Its listing says nothing about: ([^<]*) {ask}", html)[1]
    assert "Medicine for opioid or alcohol use; " in unsaid
    assert "Ages; Programs for certain people; " in unsaid
    assert "<h4>Ages</h4>" not in html
    for label in ("Medicines", "Who"):
        assert fact(html, label) == "Not in the listing: ask"


def test_no_program_for_men_does_not_say_that_men_are_not_served(get, canton):
    canton.edition.asked_codes = ["WN", "MN"]
    canton.edition.save()
    men = Service.objects.get(code="MN")
    Denial.objects.create(service=men, questionnaire="su", first_year=2023, evidence="a test's")
    dale = make_facility(canton.edition, "Dale House", "WN")
    html = get(dale.get_absolute_url())

    assert "<li>Women</li>" in topic(html, "Who it's for")
    denied = topic(html, "What it doesn't offer")
    assert "<li>Men</li>" in group(denied, "No special program for")
    assert "Having no special program for a group doesn't mean it turns them away." in denied
    assert "Not offered" not in html


def test_a_blank_that_other_answers_contradict_says_nothing(get, canton):
    """Nine in ten who leave "adults" blank take adults, as their other questionnaire says."""
    canton.edition.asked_codes = ["ADLT", "CHLD", "WN", "MN"]
    canton.edition.save()
    html = get(make_facility(canton.edition, "Dale House", "CHLD WN").get_absolute_url())

    assert "Children and teens" in fact(html, "Who")
    assert "What it doesn't offer" not in html


def test_what_it_says_it_does_not_do_is_no_offer(get, canton):
    html = get(canton.cedar.get_absolute_url())

    assert fact(html, "Medicines") == "Does not treat opioid use disorder"
    declined = topic(html, "What it doesn't offer")
    assert "<li>Does not treat opioid use disorder</li>" in declined
    assert html.count("<li>Does not treat opioid use disorder") == 1


def test_who_alone_is_served_stands_at_the_top(get, canton):
    html = get(canton.birch.get_absolute_url())

    assert "This place serves only certain people" in html
    main = html.split("<main")[1]
    assert main.index("Takes only people who need treatment for opioids") < main.index("tel:+1781")
    assert fact(html, "Who").startswith("Only people with opioid use disorder")


def test_what_matters_first_comes_first(get, canton):
    html = get(canton.alder.get_absolute_url())

    order = [
        "<h1",
        "<b>Stay overnight</b>",
        "<summary>Directions</summary>",
        "<h2>Everything in its listing</h2>",
        "<h2>What to ask when you call</h2>",
        "<h2>Similar places nearby</h2>",
        "<h2>Where this comes from</h2>",
        "<h2>Is this listing right?</h2>",
    ]
    assert [html.count(part) for part in order] == [1] * len(order)
    assert [html.index(part) for part in order] == sorted(html.index(part) for part in order)


def test_its_listing_in_full_has_the_sources_own_words(get, canton):
    path = f"{canton.alder.get_absolute_url()}source/"
    assert f'href="{path}"' in get(canton.alder.get_absolute_url())

    html = get(path)
    assert "<dt>Medicaid</dt><dd>Takes Medicaid, the public" in html
    assert '<dd class="quiet" translate="no">Medicaid (MD)</dd>' in html
    assert "Helps the body get through withdrawal" in html
    assert '<meta name="robots" content="noindex">' in html
    declined = get(f"{canton.cedar.get_absolute_url()}source/")
    assert "<dt>Does not treat opioid use disorder</dt>" in declined


def test_what_the_listing_leaves_open_is_what_to_ask(get, canton):
    html = get(canton.alder.get_absolute_url()).replace("&#x27;", "'")
    asks = re.search('<section class="group panel" id="ask">(.*?)</section>', html)[1]

    assert 'href="#ask"' in html
    assert all(f"<li>{question}</li>" in asks for question in ALWAYS)
    assert "<h3>Not in the listing: ask</h3>" in asks
    assert "<li>Do you treat people my age?</li>" in asks
    assert "Do you take Medicaid?" not in asks


ADDRESS = "1%20Elm%20Street%2C%20Canton%2C%20MA%2002021"


def test_the_way_there_is_the_address_alone(get, canton):
    html = get(canton.alder.get_absolute_url())
    way = re.search("<summary>Directions</summary>(.*?)</details>", html)[1]

    links = re.findall('<li><a href="([^"]+)" rel="noreferrer noopener">', way)
    assert links == [
        f"geo:0,0?q={ADDRESS}",
        f"https://maps.apple.com/?daddr={ADDRESS}",
        f"https://www.google.com/maps/dir/?api=1&amp;destination={ADDRESS}",
        f"https://www.openstreetmap.org/search?query={ADDRESS}",
    ]
    assert "takes you off this site" in way


def test_the_sites_own_map_shows_what_is_around_it(get, canton):
    links = {}
    for facility in (canton.alder, canton.birch, canton.cedar):
        html = get(facility.get_absolute_url())
        links[facility] = re.search('<a href="([^"]+)">See on the map', html)[1]
        found = get(links[facility].replace("&amp;", "&"))
        assert facility.get_absolute_url() in found
    box = "box=-71.19,42.13,-71.09,42.19"
    assert links[canton.alder] == f"/search/?where=02021&amp;{box}"
    assert links[canton.birch].endswith("&amp;include=serves-only")
    assert "box" not in links[canton.cedar], "its street isn't published"


def test_there_is_no_way_to_an_address_that_is_not_published(get, canton):
    nowhere = make_facility(canton.edition, "Oak", street="")

    for facility in (canton.cedar, nowhere):
        html = get(facility.get_absolute_url())
        assert "Directions" not in html
        assert "geo:" not in html
        assert "42.15" not in html


def test_something_wrong_is_told_to_the_directory_and_to_us(get, canton, settings):
    html = get(canton.alder.get_absolute_url())
    told = html.split("Is this listing right?")[1]
    assert f'<a href="{canton.alder.get_absolute_url()}report/">Tell us what is wrong</a>' in told
    assert 'href="https://www.samhsa.gov/" rel="noreferrer noopener">Tell SAMHSA' in told


def test_without_a_key_it_is_told_by_mail(get, canton, settings):
    settings.FIELD_KEYS = []
    html = get(canton.alder.get_absolute_url())
    assert "/report/" not in html
    assert 'href="https://www.samhsa.gov/" rel="noreferrer noopener">Tell SAMHSA' in html
    assert "mailto:" not in html.split("Is this listing right?")[1]

    settings.CONTACT_EMAIL = "help@example.org"
    html = get(canton.alder.get_absolute_url())
    mail = re.search('href="(mailto:help@[^"]+)"', html)[1]
    assert mail.startswith("mailto:help@example.org?subject=Wrong%20on%20the%20page%20of%20Alder")
    assert "Alder%20House%0D%0A1%20Elm%20Street%0D%0ACanton%2C%20MA%2002021%0D%0Ahttp" in mail


def test_its_numbers_in_order_and_who_answers(get, canton):
    add_phone(canton.birch, "781-555-0109", 2)
    html = get(canton.birch.get_absolute_url()).split("Similar places")[0]
    bar, html = html.split("<main")

    # A landmark: a screen reader's list of the parts of a page names whom it calls.
    section = '<section class="bar__acts contact" aria-label="Birch Clinic"'
    assert f'{section} data-id="{canton.birch.public_id}"> <a class="call"' in bar
    assert 'href="tel:+17815550103">Call admissions<' in bar
    assert " 781-555-0103: Birch Clinic</span>" in bar
    assert f'<div class="acts" data-id="{canton.birch.public_id}"> <a class="call"' in html
    assert re.findall('href="tel:(\\+1781[^"]+)"', html) == [
        "+17815550103",
        "+17815550100",
        "+17815550109",
    ]
    assert html.index("Call admissions") < html.index("Who answers: Birch Group&#x27;s own staff.")
    assert html.index("Who answers:") < html.index("Main number") < html.index("Another number")


@pytest.mark.parametrize(("start", "word"), [("", "Call"), ("/es", "Llamar")])
def test_the_bar_says_to_call_in_a_word_that_stands_alone(get, canton, start, word):
    bar = get(start + canton.alder.get_absolute_url()).split('class="bar__acts')[1]
    assert f'ext=12">{word}<span class="vh"' in bar


def test_an_extension_is_dialled_and_said(get, canton):
    html = get(canton.alder.get_absolute_url())

    assert 'href="tel:+17815550101;ext=12"' in html
    assert "ext. 12<" in html


def test_a_number_that_cannot_be_dialled_is_shown_as_written(get, canton):
    facility = make_facility(canton.edition, "Oak", phones=[])
    add_phone(facility, "call the front desk", e164="")

    html = get(facility.get_absolute_url()).split("Similar places")[0]
    assert "Its number as the directory lists it: call the front desk" in html
    assert 'class="call"' not in html


def test_a_facility_without_a_number_says_so(get, canton):
    facility = make_facility(canton.edition, "Oak", phones=[])

    assert "The directory doesn't list a phone number" in get(facility.get_absolute_url())


def test_a_withheld_address_is_said_and_not_shown(get, canton):
    html = get(canton.cedar.get_absolute_url())

    assert SECRET_STREET not in html
    assert "Its street address is not published" in html
    assert '<address translate="no">Canton, MA 02021</address>' in html


def test_a_website_learns_nothing(get, canton):
    facility = make_facility(canton.edition, "Oak", website="https://www.oak.example/a?b=1")

    html = get(facility.get_absolute_url())
    assert '<a href="https://www.oak.example/a?b=1" rel="noreferrer noopener">' in html
    assert fact(html, "Website") == "oak.example"


@pytest.mark.parametrize(
    "status, code, message",
    [
        ("unlisted", 200, "This place isn't in the newest list."),
        ("closed", 410, "This place has closed."),
    ],
)
def test_a_facility_that_went_keeps_its_page(get, canton, status, code, message):
    canton.edition.is_current = False
    canton.edition.save()
    canton.alder.status = status
    canton.alder.save()

    html = get(canton.alder.get_absolute_url(), status=code).replace("&#x27;", "'")
    assert message in html
    assert ("We last saw it in: National Directory, substance use, 2023." in html) == (
        status == "unlisted"
    )
    assert "Alder House" not in get("/search/?where=MA")


def test_a_closed_facility_leads_to_others_and_to_helplines(get, canton):
    oak = make_facility(canton.edition, "Oak House", "DT", status="closed")
    html = get(oak.get_absolute_url(), status=410)

    similar = html.split("<h2>Similar places nearby</h2>")[1]
    assert "Alder House" in similar
    assert "Talk to someone now" in similar
    assert 'href="tel:+17815550100"' not in html
    assert "<dl" not in html.split("Similar places")[0]
    assert "Oak House" in get(f"{oak.get_absolute_url()}source/", status=410)


def test_highlights_are_marked_as_the_companys_words(get, canton):
    facility = make_facility(canton.edition, "Oak", highlights="70 acres\nYoga")

    html = get(facility.get_absolute_url())
    assert html.index("The company that runs this place says this") < html.index("<li>70 acres")


def test_real_facilities_are_marked_in_a_demonstration_only(get, canton):
    real = "Real facility</p>"
    curated = make_edition(kind="curated", title="Public pages of Oak", publisher="Oak")
    oak = make_facility(curated, "Oak", "DT")
    assert real not in get("/search/?where=MA") + get(oak.get_absolute_url())

    canton.edition.is_demo = True
    canton.edition.save()

    assert get("/search/?where=MA").count(real) == 1
    assert real in get(oak.get_absolute_url())
    invented = get(canton.alder.get_absolute_url())
    assert "This place is made up" in invented
    assert '<meta name="robots" content="noindex">' in invented
    assert "noindex" not in get(oak.get_absolute_url())


@pytest.mark.parametrize("page", ["", "source/"])
def test_another_slug_leads_to_the_page(client, canton, page):
    response = client.get(f"/facility/{canton.alder.public_id}/old-name/{page}")

    assert response.status_code == 301
    assert response["Location"] == f"{canton.alder.get_absolute_url()}{page}"


@pytest.mark.parametrize("page", ["", "source/"])
def test_an_unknown_facility_is_not_found(get, canton, page):
    assert "We can&#x27;t find this page" in get(f"/facility/zzzzzzzz/oak/{page}", status=404)
