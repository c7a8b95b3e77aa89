"""Every city against the ZIP codes that the post gives it."""

import pytest

from places.gazetteer import sources
from places.gazetteer.build import city_rows
from places.gazetteer.csv_files import Malformed
from places.gazetteer.far import FAR_MILES, Position, read_far_cities
from places.gazetteer.gathering import STANDARD, gather
from places.gazetteer.rows import key
from places.gazetteer.sites import miles_to

HEADER = "state,name,position,reason\n"


@pytest.fixture(scope="module")
def gathered():
    """Return ({(state, key): City}, {(state, key): rows}) of the shipped sources."""
    zips = list(sources.zips())
    cities = gather(zips, sources.cities(), sources.far_cities())
    return cities, dict(city_rows(cities, zips))


def areas(city):
    """Return a city's ZIP codes that cover an area, or those of others that accept its name."""
    zips = city.zips or city.accepting
    return [zip for zip in zips if zip.kind == STANDARD and zip.point]


def test_every_city_is_near_a_zip_code_of_its_own_or_says_why_not(gathered):
    cities, rows = gathered
    far = {
        f"{state}, {name}"
        for (state, name), city in cities.items()
        if (own := areas(city))
        and rows[state, name]
        and min(miles_to(row.point, own) for row in rows[state, name]) > FAR_MILES
    }
    listed = {f"{row.state}, {key(row.name)}" for row in sources.far_cities()}
    assert far - listed == set()


def test_every_reason_is_still_needed(gathered):
    cities, rows = gathered
    for row in sources.far_cities():
        city = cities[row.state, key(row.name)]
        nearest = min(miles_to(town.point, areas(city)) for town in city.towns)
        assert nearest > FAR_MILES, row
        if row.position == Position.TOWN:
            assert rows[row.state, key(row.name)][0].point in {town.point for town in city.towns}


@pytest.mark.parametrize(
    "state, name, expected",
    [
        ("NJ", "Jackson", ["Ocean County", "Camden County"]),
        ("NJ", "Springfield", ["Union County", "Burlington County"]),
        ("NY", "Clifton", ["Richmond County", "Monroe County"]),
        ("NY", "Concord", ["Richmond County", "Erie County"]),
        ("TN", "Midway", ["Greene County", "Washington County"]),
        ("PA", "Maple Glen", ["Montgomery County", "Washington County"]),
        ("FL", "University Park", ["Miami-Dade County", "Manatee County"]),
        ("MA", "Sunderland", ["Franklin County"]),
        ("PR", "Vieques", ["Vieques Municipio"]),
        ("MA", "Boston", ["Suffolk County"]),
    ],
)
def test_namesakes_in_a_state_are_told_apart_by_county(gathered, state, name, expected):
    rows = sorted(gathered[1][state, key(name)], key=lambda row: -row.population)
    assert [row.county for row in rows] == expected


@pytest.mark.parametrize(
    "line, problem",
    [
        ("XX,Elko,town,far", "line 2, state: 'XX' isn't a state"),
        ("NV,,town,far", "line 2, name: is empty"),
        ("NV,Elko,nearby,far", "line 2, position: 'nearby' isn't one of town, zips, both"),
        ("NV,Elko,town,", "line 2, reason: is empty"),
        ("NV,Nowhere,town,far", "line 2, name: Nowhere, NV is no city of the gazetteer"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, problem):
    path = tmp_path / "far_from_zips.csv"
    path.write_text(HEADER + line + "\n")
    with pytest.raises(Malformed, match=f"far_from_zips.csv, {problem}"):
        gather([], [], read_far_cities(path))
