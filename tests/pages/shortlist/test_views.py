"""The page of places one saved or was sent, and what it offers to send on."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template.loader import render_to_string

from tests.pages.factories import SECRET_STREET, add_phone, make_facility


def path_of(*facilities, more=""):
    ids = "&".join(f"id={getattr(facility, 'public_id', facility)}" for facility in facilities)
    return f"/shortlist/?{ids}{more}"


def names(html):
    return re.findall(r'class="card__name"[^>]*><a [^>]*>(.*?)</a>', html)


def cells(html, heading):
    """Return the texts of a row of the table, by its heading."""
    row = re.search(rf'<th scope="row"><span>{re.escape(heading)}</span></th>(.*?)</tr>', html)[1]
    texts = re.findall(r"<td[^>]*><span[^>]*>.*?</span>(.*?)</td>", row)
    return [" ".join(unescape(re.sub("<[^>]+>", "", text)).split()) for text in texts]


@pytest.mark.parametrize(
    "asked, heading, shown",
    [
        ("", "No saved places", []),
        ("cedar alder", "A list of 2 places", ["Cedar Shelter", "Alder House"]),
        ("birch", "A list of 1 place", ["Birch Clinic"]),
        ("birch birch nowhere", "A list of 1 place", ["Birch Clinic"]),
        ("nowhere", "No saved places", []),
    ],
)
def test_the_places_stand_in_the_order_of_the_address(get, canton, asked, heading, shown):
    html = get(path_of(*(getattr(canton, name, name) for name in asked.split())))

    assert f"<h1>{heading}</h1>" in html
    assert f"<title>{heading} - " in html
    assert names(html) == shown
    assert ("Side by side" in html) == (len(shown) > 1)


@pytest.mark.parametrize(
    "unknown, message",
    [
        ([], None),
        (["nowhere"], "1 place on this list is no longer in the directory."),
        (["nowhere", "<svg>"], "2 places on this list are no longer in the directory."),
    ],
)
def test_what_the_directory_does_not_know_is_said(get, canton, unknown, message):
    html = unescape(get(path_of(canton.alder, *unknown)))

    assert ("no longer in the directory" in html) == bool(message)
    assert not message or message in html
    assert "<svg" not in html


def test_more_than_a_list_holds_is_said(get, canton):
    html = get(path_of(*(f"id{number}" for number in range(21))))

    assert "A list can hold 20 places. These are the first 20." in html


@pytest.mark.parametrize(
    "status, message, has_number",
    [("closed", "This place has closed.", False), ("unlisted", "isn't in the newest", True)],
)
def test_who_is_gone_is_shown_as_gone_and_not_compared(get, canton, status, message, has_number):
    canton.birch.status = status
    canton.birch.save()
    html = unescape(get(path_of(canton.birch, canton.alder, canton.cedar)))

    listed, gone = html.split("Not in the directory now")
    gone = gone.split('id="side-by-side"')[0]
    assert names(listed) == ["Alder House", "Cedar Shelter"]
    assert names(gone) == ["Birch Clinic"]
    assert message in gone
    assert ('href="tel:' in gone) == has_number
    assert len(cells(html, "Place")) == 2


def test_a_list_of_places_that_are_all_gone_has_no_table(get, canton):
    canton.birch.status = "closed"
    canton.birch.save()

    assert "Side by side" not in get(path_of(canton.birch))


def test_side_by_side_says_yes_no_and_not_reported(get, canton):
    html = get(path_of(canton.alder, canton.birch, canton.cedar))

    assert cells(html, "Detox") == ["Yes", "No", "No"]
    assert cells(html, "Outpatient treatment") == ["Doesn't say", "Yes", "Yes"]
    assert cells(html, "Medicaid") == ["Yes", "Doesn't say", "Doesn't say"]
    assert cells(html, "Buprenorphine") == ["Doesn't say", "Yes", "No"]
    assert re.fullmatch(r"Call 781-555-0101.* 12: Alder House", cells(html, "Who to call")[0])
    assert "<td></td>" not in html.replace("<tr> <td></td>", "")


def test_what_people_choose_by_leads_the_table(get, canton):
    html = get(path_of(canton.alder, canton.birch, more="&where=02021"))

    headings = re.findall(r'<th scope="row"><span>(.*?)</span>', html)
    assert headings[:8] == [
        "Stay or visit",
        "Who to call",
        "Payment",
        "Medicines",
        "Ages",
        "Women or men",
        "Languages",
        "Distance",
    ]
    assert html.index(">Distance<") < html.index('scope="rowgroup"')


@pytest.mark.parametrize(
    "heading, alder, birch",
    [
        (
            "Stay or visit",
            "Stay overnight: Live-in program. Detox: ask if overnight",
            "Visits: Outpatient.",
        ),
        ("Payment", "Medicaid", "Private insurance"),
        ("Medicines", "Doesn't say", "Buprenorphine"),
        ("Ages", "Doesn't say", "Doesn't say"),
        ("Women or men", "Doesn't say", "Only people with opioid use disorder."),
        ("Languages", "Spanish", "Doesn't say"),
    ],
)
def test_what_people_choose_by_is_said_in_words(get, canton, heading, alder, birch):
    assert cells(get(path_of(canton.alder, canton.birch)), heading) == [alder, birch]


def test_rows_that_are_the_same_for_all_are_marked_and_counted(get, canton):
    html = get(path_of(canton.birch, canton.cedar))

    rows = re.findall(r'<tr( class="same")?> <th scope="row"><span>(.*?)</span>', html)
    for is_same, heading in rows[8:]:
        assert bool(is_same) == (len(set(cells(html, heading))) == 1), heading
    assert not any(is_same for is_same, _heading in rows[:8])
    number = sum(bool(is_same) for is_same, _heading in rows)
    assert number > 1
    assert f"{number} answers that are the same for all of them aren't shown." in html
    assert 'id="differences" checked' in html


@pytest.mark.parametrize(
    "chosen, shown, is_first",
    [
        ("", ["Alder House", "Birch Clinic", "Cedar Shelter", "Dune House"], True),
        ("cedar alder", ["Alder House", "Cedar Shelter"], False),
        ("cedar nowhere", ["Cedar Shelter"], False),
        ("nowhere", ["Alder House", "Birch Clinic", "Cedar Shelter", "Dune House"], True),
    ],
)
def test_one_chooses_which_to_compare(get, canton, chosen, shown, is_first):
    canton.dune = make_facility(canton.edition, "Dune House", "OP")
    all_four = (canton.alder, canton.birch, canton.cedar, canton.dune)
    ids = [getattr(getattr(canton, name, None), "public_id", name) for name in chosen.split()]
    html = get(path_of(*all_four, more="".join(f"&compare={public_id}" for public_id in ids)))

    assert re.findall(r'<th scope="col"[^>]*><a [^>]*>(.*?)</a>', html) == shown
    assert len(names(html)) == 4
    assert ("Here are the first 3 of 4." in html) == is_first
    assert html.count('type="checkbox" name="compare"') == 4


def test_a_secret_address_is_nowhere(get, canton):
    html = get(path_of(canton.cedar, canton.alder, more="&where=02021"))

    assert SECRET_STREET not in html


@pytest.mark.parametrize(
    "where, message, has_distances",
    [
        ("02021", "Miles from the center of ZIP code 02021", True),
        ("Canton, MA", "Miles from the center of Canton, MA", True),
        ("MA", "Massachusetts is too large to measure from.", False),
        ("zzzzqq", "zzzzqq", False),
        ("x" * 201, "at most 200 characters", False),
        ("", "", False),
    ],
)
def test_distances_from_a_place(get, canton, where, message, has_distances):
    html = get(path_of(canton.alder, canton.cedar, more=f"&where={where}"))

    assert message in html
    assert ('<th scope="row"><span>Distance</span></th>' in html) == has_distances
    assert len(names(html)) == 2


def test_a_distance_to_an_area_is_about_and_an_unknown_one_is_said(get, canton):
    nowhere = make_facility(
        canton.edition, "Nowhere", latitude=None, longitude=None, precision="unknown"
    )
    html = get(path_of(canton.alder, canton.cedar, nowhere, more="&where=Boston,+MA"))

    exact, about, unknown = cells(html, "Distance")
    assert re.match(r"\d+ miles, ", exact)
    assert re.match(r"About \d+ miles, ", about)
    assert unknown.startswith("Not known, ")


def test_the_form_keeps_the_places(get, canton):
    html = get(path_of(canton.birch, canton.alder))

    kept = re.findall(r'<input type="hidden" name="id" value="(\w+)">', html)
    assert kept[:2] == [canton.birch.public_id, canton.alder.public_id]


def test_its_link_is_absolute_and_names_the_places_only(get, canton):
    canton.cedar.merged_into = canton.birch
    canton.cedar.save()
    html = get(path_of("nowhere", canton.cedar, canton.alder, more="&where=02021&utm_source=x"))

    ids = f"id={canton.birch.public_id}&id={canton.alder.public_id}"
    link = unescape(re.search(r'readonly value="(.*?)"', html)[1])
    assert link == f"http://testserver/shortlist/?{ids}"
    assert f'href="/call-sheet/?{ids}&where=02021"'.replace("&", "&amp;") in html


@pytest.mark.parametrize("public_id", ["%00", "a" * 5000, "%F0%9F%98%80", "..%2F", "%FF"])
def test_odd_ids_break_nothing(get, canton, public_id):
    assert "No saved places" in get(f"/shortlist/?id={public_id}")


def test_it_asks_no_more_of_the_database_for_twenty_places(
    client, canton, django_assert_max_num_queries
):
    more = [make_facility(canton.edition, f"House {n}", "DT MD") for n in range(17)]
    path = path_of(canton.alder, canton.birch, canton.cedar, *more, more="&where=02021")
    client.get(path)  # fills the taxonomy's cache

    with django_assert_max_num_queries(9):
        assert client.get(path).content.decode().count('<li class="card"') == 20


def test_robots_leave_lists_alone(client):
    assert "Disallow: /shortlist/\n" in client.get("/robots.txt").content.decode()


ADDRESS = "https://find.example.org/shortlist/?id=abc&id=déf"
SUBJECT = "A & B: 100% “yes”?"
TEXT = "Alder House & more, 781-555-0101 #2 + 50%"


def test_messages_say_exactly_what_they_should():
    html = render_to_string(
        "components/_share.html", {"address": ADDRESS, "subject": SUBJECT, "text": TEXT}
    )

    message, letter = map(unescape, re.findall(r'href="((?:sms|mailto):[^"]+)"', html))
    assert message.startswith("sms:?&body=")
    assert parse_qs(message.partition("?")[2]) == {"body": [f"{TEXT}\n{ADDRESS}"]}
    assert urlsplit(letter).path == ""
    fields = parse_qs(urlsplit(letter).query, separator="&")
    assert fields == {"subject": [SUBJECT], "body": [f"{TEXT}\r\n{ADDRESS}"]}
    assert re.fullmatch(r"[\w%.~/?&=:-]+", message + letter), "not all is percent-encoded"
    assert unescape(re.search(r'readonly value="(.*?)"', html)[1]) == ADDRESS


def test_every_page_can_save_and_holds_the_ids_to(get, canton):
    add_phone(canton.alder, "781-555-0109", 2)
    for path in ("/search/?where=Canton,+MA", canton.alder.get_absolute_url(), "/about/"):
        html = get(path)
        assert 'href="/shortlist/" hidden>Saved</a>' in html
        assert '<template id="saving"' in html
        assert (f'data-id="{canton.alder.public_id}"' in html) == (path != "/about/")
