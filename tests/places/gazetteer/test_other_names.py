from collections import Counter

import pytest

from places.gazetteer import sources
from places.gazetteer.build import merged
from places.gazetteer.csv_files import Malformed
from places.gazetteer.current import atlas
from places.gazetteer.other_names import (
    read_other_names,
    read_regions,
    region_rows,
    without_county,
    written_names,
)
from places.gazetteer.rows import OtherName, Row, key
from places.resolve import resolve

HEADER = "group,names,known,kind,of,state\n"
BOSTON = Row("city", "boston", "Boston", "MA", 42.0, -71.0)
ZIP = Row("zip", "02118", "Boston", "MA", 42.0, -71.0, county="Suffolk County", zip="02118")
COUNTY = Row(
    "county", "suffolkcounty", "Suffolk County", "MA", 42.0, -71.0, "Suffolk County", population=7
)
STATE = Row("state", "nh", "New Hampshire", "NH", 44.0, -71.0, population=5)
SALEMS = [Row("city", "salem", "Salem", "MA", 42, -71, county) for county in ("Essex", "Dukes")]
PLACES = [BOSTON, ZIP, COUNTY, STATE, *SALEMS]


def regions_of(tmp_path, text):
    path = tmp_path / "regions.csv"
    path.write_text("name,members\n" + text)
    return read_regions(path)


def names_of(tmp_path, text):
    path = tmp_path / "other_names.csv"
    path.write_text(HEADER + text)
    return list(written_names(read_other_names(path), PLACES))


def test_a_region_is_counties_and_whole_states(tmp_path):
    zips = [ZIP, ZIP._replace(key="03000", zip="03000", state="NH", county="", latitude=44.0)]
    read = regions_of(tmp_path, 'The Bay,"MA: Suffolk; NH"\nThe City,MA: Suffolk County\n')
    bay, city = region_rows(read, zips, PLACES)
    assert (bay.kind, bay.key, bay.name, bay.state) == ("region", "bay", "The Bay", "")
    assert (bay.members, bay.population) == ("MA/Suffolk County;NH", 12)
    assert bay.latitude == pytest.approx(43.0, abs=0.01)
    assert (city.state, city.members) == ("MA", "MA/Suffolk County")


@pytest.mark.parametrize(
    "line, problem",
    [
        (",MA", "line 2, name: is empty"),
        ("Bay,", "line 2, members: is empty"),
        ("Bay,XX", "line 2, members: 'XX' isn't a state or territory"),
        ("Bay,MA: Nowhere", "line 2, members: 'Nowhere' isn't a county of MA"),
        ("Bay,MA: Norfolk", "line 2, members: no ZIP code lies in any of them"),
    ],
)
def test_a_region_of_no_county_is_an_error(tmp_path, line, problem):
    with pytest.raises(Malformed, match=f"regions.csv, {problem}"):
        list(region_rows(regions_of(tmp_path, line + "\n"), [ZIP], PLACES))


def test_other_names_lead_to_a_city_county_or_zip(tmp_path):
    read = names_of(
        tmp_path,
        "nickname,Beantown|The Hub,everywhere,city,Boston,MA\n"
        "county,Suffolk Co,,county,Suffolk County,MA\n"
        "neighborhood,South End,locally,zip,02118,MA\n",
    )
    assert [tuple(name) for name in read] == [
        ("beantown", "Beantown", BOSTON.identity, True, False),
        ("hub", "The Hub", BOSTON.identity, True, False),
        ("suffolkco", "Suffolk Co", COUNTY.identity, False, False),
        ("southend", "South End", ZIP.identity, False, True),
    ]


@pytest.mark.parametrize(
    "line, problem",
    [
        (",Hub,,city,Boston,MA", "line 2, group: is empty"),
        ("nickname,Hub|,,city,Boston,MA", "line 2, names: is empty"),
        ("nickname,Hub,yes,city,Boston,MA", "line 2, known: 'yes' isn't everywhere, locally"),
        ("nickname,Hub,,state,Massachusetts,MA", "line 2, kind: 'state' isn't one of city"),
        ("nickname,Hub,,city,,MA", "line 2, of: is empty"),
        ("nickname,Hub,,city,Boston,", "line 2, state: '' isn't a state"),
        ("nickname,Hub,,city,Bostonia,MA", "line 2, of: Bostonia, MA is no city"),
        ("nickname,Hub,,zip,02118,NH", "line 2, of: 02118, NH is no zip"),
        ("nickname,Hub,,region,Bay,", "line 2, of: Bay,  is no region"),
        ("nickname,Hub,,city,Salem,MA", "line 2, of: Salem, MA is in Dukes, Essex: add one"),
        ("nickname,Hub,,city,Salem (Suffolk),MA", r"line 2, of: Salem \(Suffolk\), MA is no city"),
    ],
)
def test_a_name_of_no_place_is_an_error(tmp_path, line, problem):
    with pytest.raises(Malformed, match=f"other_names.csv, {problem}"):
        names_of(tmp_path, line + "\n")


@pytest.mark.parametrize("salem", SALEMS)
def test_of_namesakes_the_county_says_which_is_meant(tmp_path, salem):
    [name] = names_of(tmp_path, f"nickname,Witch City,,city,Salem ({salem.county}),MA\n")
    assert name.place == salem.identity


def test_what_is_written_takes_the_place_of_what_the_post_accepts():
    city, zip = BOSTON.identity, ZIP.identity
    accepted = [OtherName("southend", "South End", city), OtherName("hub", "The Hub", city)]
    written = [OtherName("southend", "South End", zip, local=True)]
    assert merged(accepted, written) == [accepted[1], written[0]._replace(local=False)]


# {group: lines at least}
GROUPS = {
    "base": 120,
    "consolidated": 30,
    "county": 80,
    "island": 100,
    "neighborhood": 700,
    "nickname": 200,
    "region": 180,
    "renamed": 10,
    "tribe": 150,
}


def test_what_the_files_hold():
    with sources.OTHER_NAMES.open(encoding="utf-8") as file:
        groups = Counter(line.partition(",")[0] for line in file)
    assert groups.keys() - {"group"} == GROUPS.keys()
    assert all(groups[group] >= least for group, least in GROUPS.items())
    assert len(list(sources.regions())) > 240


def test_the_lines_are_in_order_and_no_name_stands_twice_for_a_place():
    with sources.OTHER_NAMES.open(encoding="utf-8") as file:
        lines = [tuple(line.split(",")[:2]) for line in list(file)[1:]]
    assert [group for group, _names in lines] == sorted(group for group, _names in lines)
    names = Counter(
        (key(name), row.kind, row.of, row.state)
        for row in sources.other_names()
        for name in row.names
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_appalachia_is_the_regional_commission_s_423_counties():
    [region] = [region for region in sources.regions() if region.name == "Appalachia"]
    west_virginia, independent_cities = 55, 8
    others = [county for _state, county in region.members if county]
    assert len(others) - independent_cities + west_virginia == 423


def as_written(place):
    return place and (place.kind, place.state, place.zip or key(place.name))


def place_of(row):
    return row.kind, row.state, key(without_county(row.of)[0])


def is_offered(text, place):
    """Tell whether a text leads to a place or at least offers it."""
    answer = resolve(text)
    return place in map(as_written, (answer.place, *answer.other_places))


# A name that ends so was cut: "Isla de".
CUT_AFTER = {"de", "del", "in", "of", "the"}


def test_no_name_is_cut_or_a_number():
    names = [name for row in sources.other_names() for name in row.names]
    assert [name for name in names if name.lower().split()[-1] in CUT_AFTER] == []
    # Area codes of telephones say nothing to many, and house numbers something else.
    assert [name for name in names if name.isdecimal()] == []


def is_read_otherwise(name, book):
    """Tell whether towns have the name as their own, or it ends with a state: "Bucks Co"."""
    return key(name) in book.cities or name.endswith((" Co", " County"))


@pytest.mark.django_db
def test_every_name_leads_to_its_place():
    book, lost = atlas(), []
    for row in sources.other_names():
        for name in row.names:
            in_state = f"{name}, {row.state}"
            is_alone = row.known != "locally" and not is_read_otherwise(name, book)
            texts = [
                *([name] if is_alone or not row.state else []),
                *([in_state] * bool(row.state)),
            ]
            lost += [text for text in texts if not is_offered(text, place_of(row))]
    assert lost == []
