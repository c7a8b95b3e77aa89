"""Which lists a page says it is from, how old it says they are, and which lack the place."""

from datetime import date

import pytest

from tests.pages.factories import make_edition, make_facility

NEW = {"year": 2025, "title": "FindTreatment.gov export, 2025", "kind": "export"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 29))


def list_again(facility, edition, questionnaire="su", **changes):
    return facility.listings.create(
        edition=edition,
        line=facility.pk,
        raw={},
        row_hash="-",
        questionnaire=questionnaire,
        **changes,
    )


def page_of(get, facility):
    return get(facility.get_absolute_url()).replace("&#x27;", "'")


@pytest.mark.parametrize(
    "year, age", [(2023, "This listing is from 2023. Call before you go."), (2025, ""), (2026, "")]
)
def test_a_listing_older_than_a_year_says_so_before_its_number(get, db, year, age):
    alder = make_facility(make_edition(year=year), "Alder House", "DT")
    html = page_of(get, alder)
    assert ("This listing is from" in html) == bool(age)
    assert html.count("Call before you go.") == 1
    if age:
        main = html.split("<main")[1]
        assert main.index(age) < main.index("tel:+17815550100")


def test_the_day_of_loading_is_small_print(get, canton):
    html = page_of(get, canton.alder)
    assert "Loaded on this site Nov. 21, 2026.</small>" in html.split("<footer")[1]
    assert "Loaded on this site" not in html.split("<footer")[0]
    assert "Put in here" not in html


def test_a_list_that_no_longer_speaks_is_named_as_history(get, canton):
    canton.alder.listings.update(is_answer=False)
    list_again(canton.alder, make_edition(covers={}, **NEW))
    html = page_of(get, canton.alder)
    assert "FindTreatment.gov export, 2025, by SAMHSA." in html
    assert "We no longer use its answers: National Directory, substance use, 2023." in html
    assert "This listing is from" not in html


def test_a_list_that_came_anew_this_year_is_named_once(get, canton):
    title = "Opioid Treatment Program directory, 2026"
    weekly = {"year": 2026, "kind": "otp", "title": title, "covers": {"otp": ["US"]}}
    before, now = (make_edition(is_current=current, **weekly) for current in (False, True))
    list_again(canton.alder, before, questionnaire="otp", is_answer=False)
    html = page_of(get, canton.alder)
    assert f"It isn't in: {title}." in html
    list_again(canton.alder, now, questionnaire="otp")
    html = page_of(get, canton.alder)
    assert "It isn't in:" not in html
    assert "We no longer use its answers" not in html
    part = html.split("Where this comes from")[1].split("Is this listing right?")[0]
    assert part.count(title) == 1


def test_answers_of_several_years_are_told_apart(get, canton):
    list_again(canton.alder, make_edition(covers={}, **NEW), questionnaire="mh")
    assert "Parts of this listing are from 2023." in page_of(get, canton.alder)


def test_the_newest_list_that_lacks_a_place_is_named(get, canton):
    make_edition(covers={"su": ["MA"]}, **NEW)
    canton.alder.status = "unlisted"
    canton.alder.save()
    html = page_of(get, canton.alder)
    assert "This place isn't in the newest list." in html
    assert "It isn't in: FindTreatment.gov export, 2025." in html
    assert "We last saw it in: National Directory, substance use, 2023." in html
    assert "What this page says is from: National Directory, substance use, 2023." in html
    assert "We no longer use its answers" not in html


def test_a_list_of_another_state_or_questionnaire_lacks_nobody(get, canton):
    make_edition(covers={"su": ["NH"], "mh": ["MA"]}, **NEW)
    assert "It isn't in:" not in page_of(get, canton.alder)


def test_results_say_how_old_they_are_once(get, canton):
    html = get("/search/?where=Canton,+MA")
    assert html.count("These listings are from 2023. Call before you go.") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/treatment/massachusetts/",
        "/treatment/massachusetts/canton/",
        "/shortlist/?id={id}",
        "/call-sheet/?id={id}",
    ],
)
def test_every_list_of_cards_says_how_old_it_is(get, canton, path):
    html = get(path.format(id=canton.alder.public_id))
    assert "from 2023." in html


def test_a_search_counts_who_the_newest_list_lacks(get, canton):
    gone = [
        make_facility(canton.edition, name, codes, status="unlisted")
        for name, codes in [("Oak House", "DT"), ("Pine House", "OP")]
    ]
    html = get("/search/?where=Canton,+MA")
    assert "Not shown: 2 places that are no longer on the newest list." in html
    assert not any(facility.name in html for facility in gone)

    assert "Not shown: 2 places that" in get("/treatment/massachusetts/")
    assert "Not shown: 1 place that is no longer" in get("/search/?where=Canton,+MA&service=detox")
    assert "no longer on the newest list" not in get("/search/?where=NH")


def test_nothing_is_counted_where_nothing_is_gone(get, canton):
    assert "no longer on the newest list" not in get("/search/?where=Canton,+MA")


@pytest.mark.parametrize(
    "words, count", [("Alder", 0), ("Alder+House", 0), ("Oak", 1), ("Oak+House", 1), ("House", 1)]
)
def test_a_search_by_name_counts_those_of_that_name_alone(get, canton, words, count):
    make_facility(canton.edition, "Oak House", "DT", status="unlisted")
    html = get(f"/search/?where=Canton,+MA&q={words}")
    assert ("Not shown: 1 place that is no longer" in html) == bool(count)


def test_similar_places_say_how_old_and_whom_alone_they_serve(get, canton):
    yarrow = make_facility(make_edition(year=2025), "Yarrow House", "SA DT OP")
    make_facility(canton.edition, "Zinnia House", "SA DT OP MU OUDO", latitude=42.1581)
    similar = page_of(get, yarrow).split("Similar places nearby")[1]
    assert "These listings are from 2023." in similar
    zinnia = similar.split("Zinnia House</a>")[1].split("</li>")[0]
    assert "Only people with opioid use disorder" in zinnia


@pytest.mark.parametrize(
    "changes, text",
    [
        ({"precision": "source"}, ""),
        (
            {"precision": "street", "position_from": "list-2024.csv, 2026-11-29"},
            'Its spot on the map comes from: <span translate="no">list-2024</span> '
            "(November 2026).",
        ),
        (
            {"precision": "street", "position_from": "Places, by door_2024.xlsx, 2025-01-02"},
            'comes from: <span translate="no">Places, by door 2024</span> (January 2025).',
        ),
        (
            {"precision": "street", "position_from": "census, 2026-11-29"},
            'comes from: <span translate="no">US Census Bureau</span> (November 2026).',
        ),
        (
            {"precision": "street", "position_from": "photon, 2026-11-29"},
            'comes from: <span translate="no">OpenStreetMap</span> (November 2026).',
        ),
        ({"precision": "zip"}, "The map shows it at the center of ZIP code 02021."),
        ({"precision": "city"}, 'at the center of <span translate="no">Canton</span>.'),
        ({"precision": "city", "address_withheld": True, "street": ""}, ""),
    ],
)
def test_how_its_place_on_the_map_is_known(get, client, db, changes, text):
    alder = make_facility(make_edition(), "Alder House", "DT", **changes)
    html = page_of(get, alder)
    told = html.split("Where this comes from")[1]
    assert ("on the map" in told or "The map shows" in told) == bool(text)
    assert text in html
    answer = client.get(f"/api/v1/facilities/{alder.public_id}/").json()
    assert answer["precision"] == changes["precision"]
    assert answer["position_from"] == changes.get("position_from", "")


def test_a_table_that_is_a_list_has_its_title(get, db):
    make_edition(covers={}, file_name="export.csv", **NEW)
    alder = make_facility(
        make_edition(), "Alder House", "DT", precision="street",
        position_from="export.csv, 2026-11-29",
    )  # fmt: skip
    html = page_of(get, alder)
    assert "Its spot on the map comes from: FindTreatment.gov export, 2025 (November 2026)." in html


def test_its_place_on_the_map_in_spanish(get, db):
    alder = make_facility(
        make_edition(), "Alder House", "DT", precision="street",
        position_from="list-2024.csv, 2026-11-29",
    )  # fmt: skip
    html = get(f"/es{alder.get_absolute_url()}")
    where = '<span translate="no">list-2024</span> (noviembre de 2026).'
    assert f"Su ubicación en el mapa viene de: {where}" in html
