"""A facility's page."""

import re

import pytest

from .factories import SECRET_STREET, add_phone, make_edition, make_facility


def group(html, name):
    """Return the section of a page that describes one group of services."""
    return re.search(f"<h3>{name}</h3>(.*?)</section>", html)[1]


def test_what_it_offers_and_what_not(get, canton):
    html = get(canton.alder.get_absolute_url())
    care = group(html, "Kinds of care")

    assert "<li>Detox (help with withdrawal)<small>Helps the body" in care
    assert "Not offered, by its own answers: Outpatient treatment; Intensive outpatient" in care
    assert "Not reported" not in care


def test_silence_is_not_a_no(get, canton):
    html = get(canton.alder.get_absolute_url())

    said = "Not reported. That doesn't mean no: ask when you call."
    assert said in group(html, "Medicine for opioid or alcohol use").replace("&#x27;", "'")
    assert said in group(html, "Ages").replace("&#x27;", "'")


def test_what_it_says_it_does_not_do_is_no_offer(get, canton):
    html = get(canton.cedar.get_absolute_url())

    declined = re.search(r"<h2>What it says it does not do</h2>.*?</section>", html)[0]
    assert "<li>Does not treat opioid use disorder<small>" in declined
    assert html.count("<li>Does not treat opioid use disorder") == 1


def test_who_alone_is_served_stands_at_the_top(get, canton):
    html = get(canton.birch.get_absolute_url())

    assert "This place serves only certain people" in html
    assert html.index("Takes only people who need treatment for opioids") < html.index("tel:+1781")


def test_the_sources_own_words_are_there(get, canton):
    html = get(canton.alder.get_absolute_url())

    assert '<dt>Medicaid</dt><dd translate="no">Medicaid (MD)</dd>' in html
    assert "National Directory, substance use, 2023, by SAMHSA" in html


def test_its_numbers_in_order_and_who_answers(get, canton):
    add_phone(canton.birch, "781-555-0109", 2)
    html = get(canton.birch.get_absolute_url())

    assert re.findall('class="call" href="tel:([^"]+)"', html) == [
        "+17815550100",
        "+17815550103",
        "+17815550109",
    ]
    assert "To ask about starting treatment (intake line):" in html
    assert "Who answers: Birch Group&#x27;s own staff." in html
    assert "Another number it gives:" in html


def test_an_extension_is_dialled_and_said(get, canton):
    html = get(canton.alder.get_absolute_url())

    assert 'href="tel:+17815550101;ext=12"' in html
    assert "extension 12<" in html


def test_a_number_that_cannot_be_dialled_is_shown_as_written(get, canton):
    facility = make_facility(canton.edition, "Oak", phones=[])
    add_phone(facility, "call the front desk", e164="")

    html = get(facility.get_absolute_url())
    assert "Its number, as the directory writes it: call the front desk" in html
    assert 'class="call"' not in html


def test_a_facility_without_a_number_says_so(get, canton):
    facility = make_facility(canton.edition, "Oak", phones=[])

    assert "The directory gives no phone number" in get(facility.get_absolute_url())


def test_a_withheld_address_is_said_and_not_shown(get, canton):
    html = get(canton.cedar.get_absolute_url())

    assert SECRET_STREET not in html
    assert "Its street address is not published" in html
    assert '<address translate="no">Canton, MA 02021</address>' in html


def test_a_website_learns_nothing(get, canton):
    facility = make_facility(canton.edition, "Oak", website="https://www.oak.example/a?b=1")

    html = get(facility.get_absolute_url())
    assert '<a href="https://www.oak.example/a?b=1" rel="noreferrer noopener">' in html
    assert "Its website: oak.example" in html


@pytest.mark.parametrize(
    "status, said",
    [
        ("unlisted", "This place isn't in the latest directory."),
        ("closed", "This place has closed."),
    ],
)
def test_a_facility_that_went_keeps_its_page(get, canton, status, said):
    canton.edition.is_current = False
    canton.edition.save()
    canton.alder.status = status
    canton.alder.save()

    html = get(canton.alder.get_absolute_url()).replace("&#x27;", "'")
    assert said in html
    assert ("We last saw it in: National Directory, substance use, 2023." in html) == (
        status == "unlisted"
    )
    assert "Alder House" not in get("/search/")


def test_highlights_are_marked_as_the_companys_words(get, canton):
    facility = make_facility(canton.edition, "Oak", highlights="70 acres\nYoga")

    html = get(facility.get_absolute_url())
    assert html.index("The company that runs this place says this") < html.index("<li>70 acres")


def test_real_facilities_are_marked_in_a_demonstration_only(get, canton):
    real = "Real facility</p>"
    curated = make_edition(kind="curated", title="Public pages of Oak", publisher="Oak")
    oak = make_facility(curated, "Oak", "DT")
    assert real not in get("/search/") + get(oak.get_absolute_url())

    canton.edition.is_demo = True
    canton.edition.save()

    assert get("/search/").count(real) == 1
    assert real in get(oak.get_absolute_url())
    invented = get(canton.alder.get_absolute_url())
    assert "This place is made up" in invented
    assert '<meta name="robots" content="noindex">' in invented
    assert "noindex" not in get(oak.get_absolute_url())


def test_another_slug_leads_to_the_page(client, canton):
    response = client.get(f"/facility/{canton.alder.public_id}/old-name/")

    assert response.status_code == 301
    assert response["Location"] == canton.alder.get_absolute_url()
