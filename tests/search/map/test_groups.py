"""What the map shows of many places: pages, groups, islands far out."""

from functools import partial

import pytest

from tests.facilities.workbooks import row
from tests.search.map.mapped import ask, shown


@pytest.fixture
def get(client):
    return partial(ask, client)


def test_numbers_go_on_from_page_to_page(imported, get):
    imported([row(f"Elm House {n:02}", service_code_info="SA DT") for n in range(25)])
    answer = get("page=2")
    assert [card["number"] for card in answer["cards"]] == [21, 22, 23, 24, 25]
    assert answer["first"] == 21
    assert (shown(answer), answer["total"]) == (25, 25)


def test_who_stands_where_the_numbers_are_is_said_by_them(imported, get):
    imported([row(f"Elm House {n:02}", service_code_info="SA DT") for n in range(23)])
    answer = get("zoom=3&view=-125,24,-66,49")
    assert (answer["spots"], answer["clusters"]) == ([], [])
    [(count, box)] = [card["more"] for card in answer["cards"] if "more" in card]
    assert count == 3
    assert get(f"box={box}")["total"] == 23


def test_places_apart_are_counted_from_afar_and_named_near_by(imported, get):
    towns = [("Canton", "02021"), ("Boston", "02118")]
    first = [("Worcester", "01608")] * 20
    rows = [
        row(
            f"Elm House {n:02}",
            street1=f"{n + 1} Main Street",
            city=city,
            state="MA",
            zip=number,
            service_code_info="SA DT",
        )
        for n, (city, number) in enumerate([*first, *towns, *towns])
    ]
    imported(rows)
    afar, near = (get(f"zoom={zoom}&view=-72,41,-70,43") for zoom in (7, 12))
    [(*_at, count, box)] = afar["clusters"]
    assert (count, afar["spots"]) == (4, [])
    assert get(f"box={box}")["total"] == 4
    assert [spot["count"] for spot in near["spots"]] == [2, 2]
    assert near["clusters"] == []
    spot = near["spots"][0]
    assert [place["name"] for place in spot["places"]] in (
        ["Elm House 20", "Elm House 22"],
        ["Elm House 21", "Elm House 23"],
    )
    assert spot["places"][0]["area"] == spot["places"][1]["area"] != ""
    assert spot["places"][0]["url"].startswith("/facility/")
    assert len(spot["places"][0]["about"]) == 3
    href, label, number, shared = spot["places"][0]["call"]
    assert href.startswith("tel:+1")
    assert (label, shared[:9]) == ("Call", "shared by")
    assert number


@pytest.mark.parametrize(
    "where, longitude, width",
    [("Guam", -215.2, 1), ("Anchorage, AK", -149.9, 2), ("Adak, AK", -176.6, 2)],
)
def test_islands_far_out_have_a_sane_box(imported, get, where, longitude, width):
    imported(
        [
            row("Tide House", city="Dededo", state="GU", zip="96929", service_code_info="SA DT"),
            row("Birch House", city="Anchorage", state="AK", zip="99501", service_code_info="SA"),
            row("Kelp House", city="Adak", state="AK", zip="99546", service_code_info="SA DT"),
        ]
    )
    answer = get(f"where={where}")
    west, _south, east, _north = answer["box"]
    assert (west + east) / 2 == pytest.approx(longitude, abs=0.6)
    assert east - west < width
    assert shown(answer) == answer["total"] == 1
    both = get("q=")
    assert both["box"][2] - both["box"][0] < 150
    assert shown(both) == 3


def test_the_country_is_seen_without_its_far_islands(imported, get):
    rows = [row(f"Elm House {n:02}", service_code_info="SA DT") for n in range(21)]
    guam = row("Tide House", city="Dededo", state="GU", zip="96929", service_code_info="SA DT")
    imported([*rows, guam])
    answer = get("")
    west, south, east, north = answer["box"]
    assert west <= -125 < -66.8 <= east
    assert south <= 24.4 < 49.4 <= north
    assert (shown(answer), answer["outside"], answer["total"]) == (21, 1, 22)
