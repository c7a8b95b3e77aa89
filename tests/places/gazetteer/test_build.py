import pytest

from places.gazetteer.build import accepted_names, county_rows, state_rows, zip_row
from places.gazetteer.gathering import gather
from places.gazetteer.sources import CityRow, ZipRow
from places.geo import Point

HERE, NEAR, FAR = Point(42.0, -71.0), Point(42.1, -71.0), Point(44.0, -71.0)


def zip_of(city, point=HERE, **fields):
    row = {
        "zip": "02000",
        "kind": "standard",
        "city": city,
        "other_cities": [],
        "state": "MA",
        "county": "Norfolk County",
        "point": point,
    }
    return ZipRow(**row | fields)


def town(name, point, population=1000, state="MA", county=""):
    return CityRow(state, name, point.latitude, point.longitude, population, county)


def city_row(zips=(), towns=(), state="MA"):
    cities = gather(zips, towns)
    [((_, key), city)] = cities.items()
    return next(iter(city.rows(state, key)), None)


def test_a_city_is_where_geonames_has_it():
    row = city_row([zip_of("St Testville", NEAR)], [town("St. Testville", HERE)])
    assert (row.name, row.point, row.population) == ("St. Testville", HERE, 1000)
    assert row.county == "Norfolk County"


def test_a_city_geonames_lacks_is_in_the_middle_of_its_zips():
    row = city_row([zip_of("Testville", HERE), zip_of("Testville", NEAR)])
    assert row.point.latitude == pytest.approx(42.05)
    assert row.population == 5000


def test_a_town_far_from_the_zips_is_another_town():
    row = city_row([zip_of("Testville", HERE)], [town("Testville", FAR)])
    assert (row.point, row.population) == (HERE, 0)


def test_the_nearest_of_two_towns_is_the_city():
    towns = [town("Testville", FAR, 90_000), town("Testville", NEAR)]
    assert city_row([zip_of("Testville")], towns).point == NEAR


def test_the_largest_of_two_towns_without_zips_is_the_city():
    row = city_row(towns=[town("Testville", HERE), town("Testville", FAR, 9000)])
    assert row.point == FAR


def test_a_town_on_no_letter_counts_for_a_tenth():
    assert city_row(towns=[town("Testville", HERE, 1000)]).population == 100


def test_a_town_the_post_accepts_counts_in_full():
    zips = [zip_of("Other", other_cities=["Testville"])]
    cities = gather(zips, [town("Testville", HERE, 1000)])
    [row] = cities["MA", "testville"].rows("MA", "testville")
    assert row.population == 1000


def test_a_city_nobody_can_place_is_left_out():
    assert city_row([zip_of("Testville", None)]) is None


def test_a_zip_is_where_the_zip_table_has_it():
    city = city_row(towns=[town("Testville", NEAR)])
    row = zip_row(zip_of("TESTVILLE", HERE), city)
    assert (row.key, row.zip, row.name, row.point) == ("02000", "02000", "Testville", HERE)


def test_a_zip_without_a_centre_is_in_its_city():
    city = city_row(towns=[town("Testville", NEAR)])
    assert zip_row(zip_of("Testville", None), city).point == NEAR
    assert zip_row(zip_of("Testville", None), None) is None


def test_a_remote_zip_far_from_its_town_is_in_the_town():
    city = city_row(towns=[town("Testville", FAR, state="AK")], state="AK")
    assert zip_row(zip_of("Testville", HERE, state="AK"), city).point == FAR
    assert zip_row(zip_of("Testville", HERE), city).point == HERE


def test_boxes_far_from_their_city_are_in_it():
    areas, city = [zip_of("Testville", HERE)], city_row([zip_of("Testville", HERE)])
    box = zip_of("Testville", FAR, kind="po_box")
    assert zip_row(box, city, areas).point == HERE
    assert zip_row(box, city, [*areas, zip_of("Testville", FAR)]).point == FAR
    assert zip_row(box, city).point == FAR
    assert zip_row(zip_of("Testville", FAR), city, areas).point == FAR


def test_a_name_in_another_county_is_another_city():
    zips = [zip_of("Testville", HERE)]
    towns = [town("Testville", HERE), town("Testville", FAR, 90_000, county="Essex County")]
    [city] = gather(zips, towns).values()
    rows = city.rows("MA", "testville")
    assert [(row.county, row.population, row.shares_name) for row in rows] == [
        ("Norfolk County", 1000, True),
        ("Essex County", 9000, True),
    ]


def test_a_hamlet_of_the_name_does_not_make_a_city_ambiguous():
    zips = [zip_of("Testville", HERE)]
    towns = [town("Testville", HERE), town("Testville", FAR, 1000, county="Essex County")]
    [city] = gather(zips, towns).values()
    assert [row.shares_name for row in city.rows("MA", "testville")] == [False, True]


def test_a_name_twice_in_a_county_is_one_city():
    towns = [town("Testville", at, 1000, county="Norfolk County") for at in (HERE, FAR)]
    [city] = gather([zip_of("Testville", HERE)], towns).values()
    assert len(city.rows("MA", "testville")) == 1


def test_a_name_accepted_in_another_county_is_another_city():
    zips = [
        zip_of("Upton", FAR, other_cities=["Testville"], county="Essex County"),
        zip_of("Elm", HERE),
    ]
    city = gather(zips, [town("Testville", HERE, 1000)])["MA", "testville"]
    rows = city.rows("MA", "testville", zips)
    assert [(row.county, row.point) for row in rows] == [
        ("Norfolk County", HERE),
        ("Essex County", FAR),
    ]


def test_counties_and_states_are_in_the_middle_of_their_zips():
    cities = [city_row([zip_of("Testville")], [town("Testville", HERE)])]
    zips = [zip_row(zip_of("Testville"), cities[0])]
    [county] = county_rows(zips, cities)
    assert (county.name, county.county) == ("Norfolk County", "Norfolk County")
    assert (county.fips, county.point, county.population) == ("25021", HERE, 1000)


def test_the_district_of_columbia_is_no_county():
    zips = [zip_row(zip_of("Washington", state="DC", county="District of Columbia"), None)]
    assert list(county_rows(zips, [])) == []


def test_a_state_without_zips_is_an_error():
    with pytest.raises(ValueError, match="no points"):
        list(state_rows([], []))


def test_an_accepted_name_is_another_name_of_the_commonest_city():
    zips = [
        zip_of("Testville", other_cities=["Old Mill"]),
        zip_of("Upton", other_cities=["Old Mill", "Testville"]),
        zip_of("Upton", other_cities=["Old Mill"]),
    ]
    cities = {(row.state, row.key): row for row in map(city_row, [zips[:1], zips[2:]])}
    [name] = accepted_names(zips, cities)
    assert name == ("oldmill", "Old Mill", cities["MA", "upton"].identity, False, False)
