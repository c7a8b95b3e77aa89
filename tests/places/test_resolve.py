"""What people type, and the place it means. Add a line for whatever was understood wrongly."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.resolve import resolve

pytestmark = pytest.mark.django_db

MOST_QUERIES = 3

# What is typed: the label of the place it means.
UNDERSTOOD = {
    # ZIP codes
    "02021": "ZIP 02021",
    "  02021  ": "ZIP 02021",
    "02 021": "ZIP 02021",
    "02021-1234": "ZIP 02021",
    "02021–1234": "ZIP 02021",
    "02021 1234": "ZIP 02021",
    "020211234": "ZIP 02021",
    "ZIP 02021": "ZIP 02021",
    "zip code: 02021": "ZIP 02021",
    "near 02021": "ZIP 02021",
    "02021 MA": "ZIP 02021",
    "02021 canton": "ZIP 02021",
    "02021, Canton, MA": "ZIP 02021",
    "Canton 02021": "ZIP 02021",
    "canton ma 02021": "ZIP 02021",
    "Canton, Massachusetts 02021-0001, USA": "ZIP 02021",
    "00501": "ZIP 00501",  # one organization
    "20500": "ZIP 20500",
    "02117": "ZIP 02117",  # PO boxes
    "99501": "ZIP 99501",
    "00901": "ZIP 00901",
    "PR 00901": "ZIP 00901",
    "00802": "ZIP 00802",
    "96910": "ZIP 96910",
    "96950": "ZIP 96950",
    "96799": "ZIP 96799",
    "96940": "ZIP 96940",
    "96941": "ZIP 96941",
    "96960": "ZIP 96960",
    # states and territories
    "MA": "Massachusetts",
    "ma": "Massachusetts",
    "mass": "Massachusetts",
    "Mass.": "Massachusetts",
    "Massachusetts": "Massachusetts",
    "MASSACHUSETTS, USA": "Massachusetts",
    "in Massachusetts": "Massachusetts",
    "State of Maine": "Maine",
    "IN": "Indiana",
    "me": "Maine",
    "or": "Oregon",
    "Calif.": "California",
    "Penna": "Pennsylvania",
    "N. Carolina": "North Carolina",
    "N Dak": "North Dakota",
    "W. Va.": "West Virginia",
    "N.Y.": "New York State",
    "NY": "New York State",
    "New York State": "New York State",
    "Washington State": "Washington State",
    "Hawai‘i": "Hawaii",
    "D.C.": "District of Columbia",
    "PR": "Puerto Rico",
    "puerto rico": "Puerto Rico",
    "Guam": "Guam",
    "VI": "Virgin Islands",
    "US Virgin Islands": "Virgin Islands",
    "American Samoa": "American Samoa",
    "CNMI": "Northern Mariana Islands",
    "Micronesia": "Federated States of Micronesia",
    "Marshall Islands": "Marshall Islands",
    "Palau": "Palau",
    # city and state
    "Canton, MA": "Canton, MA",
    "canton ma": "Canton, MA",
    "canton-ma": "Canton, MA",
    "CANTON,MASS.": "Canton, MA",
    "canton massachusetts usa": "Canton, MA",
    "Canton (MA)": "Canton, MA",
    "MA, Canton": "Canton, MA",
    "Canton, Norfolk County, MA": "Canton, MA",
    "near Canton, MA": "Canton, MA",
    "Springfield, IL": "Springfield, IL",
    "portland me": "Portland, ME",
    "Paris, Texas": "Paris, TX",
    "Indiana, PA": "Indiana, PA",
    "Nevada MO": "Nevada, MO",
    "Penn, PA": "Penn, PA",
    "New York, New York": "New York, NY",
    "new york new york": "New York, NY",
    "Washington, D.C.": "Washington, DC",
    "washington dc": "Washington, DC",
    "Charlotte, N. Carolina": "Charlotte, NC",
    "Charleston W Va": "Charleston, WV",
    "Billings MT": "Billings, MT",
    "Kansas City, KS": "Kansas City, KS",
    "Iowa City Iowa": "Iowa City, IA",
    "Springfield, LA": "Springfield, LA",
    # a city's name in every spelling
    "St. Louis, MO": "St. Louis, MO",
    "saint louis mo": "St. Louis, MO",
    "E. St. Louis, IL": "East Saint Louis, IL",
    "Ft Worth TX": "Fort Worth, TX",
    "Fort Worth": "Fort Worth, TX",
    "Ft. Lauderdale": "Fort Lauderdale, FL",
    "Mt. Vernon NY": "Mount Vernon, NY",
    "Sault Ste Marie MI": "Sault Ste. Marie, MI",
    "Winston Salem": "Winston-Salem, NC",
    "winston-salem, nc": "Winston-Salem, NC",
    "Coeur d'Alene": "Coeur d'Alene, ID",
    "coeur dalene idaho": "Coeur d'Alene, ID",
    "O’Fallon, IL": "O'Fallon, IL",
    "De Soto, TX": "DeSoto, TX",
    "Lacrosse WI": "La Crosse, WI",
    "lacrosse": "La Crosse, WI",
    "N Hollywood": "North Hollywood, CA",
    "Myrtle Bch SC": "Myrtle Beach, SC",
    "Colorado Spgs": "Colorado Springs, CO",
    "Canon City": "Cañon City, CO",
    "The Dalles": "The Dalles, OR",
    "dalles oregon": "The Dalles, OR",
    "Truth or Consequences, NM": "Truth or Consequences, NM",
    "Kapaa HI": "Kapa‘a, HI",
    # a city alone: the largest
    "Boston": "Boston, MA",
    "boston usa": "Boston, MA",
    "around Boston": "Boston, MA",
    "Springfield": "Springfield, MO",
    "Portland": "Portland, OR",
    "Kansas City": "Kansas City, MO",
    "Paris": "Paris, TX",
    "Port Washington": "Port Washington, NY",
    "Virginia Beach": "Virginia Beach, VA",
    "Oklahoma City": "Oklahoma City, OK",
    "State College": "State College, PA",
    # territories' cities
    "San Juan": "San Juan, PR",
    "Mayaguez": "Mayagüez, PR",
    "Bayamón, Puerto Rico": "Bayamón, PR",
    "Hagatna": "Hagåtña, GU",
    "Agana GU": "Hagåtña, GU",
    "Dededo, Guam": "Dededo, GU",
    "St Thomas": "Saint Thomas, VI",
    "St. Croix, VI": "Saint Croix, VI",
    "Charlotte Amalie": "Charlotte Amalie, VI",
    "Pago Pago, AS": "Pago Pago, AS",
    "Saipan": "Saipan, MP",
    "Pohnpei": "Pohnpei, FM",
    "Majuro MH": "Majuro, MH",
    "Koror": "Koror, PW",
    # nicknames, boroughs, quarters, regions, what the post accepts
    "NYC": "New York, NY",
    "nyc, ny": "New York, NY",
    "New York City": "New York, NY",
    "Philly": "Philadelphia, PA",
    "philly pa": "Philadelphia, PA",
    "Vegas": "Las Vegas, NV",
    "OKC": "Oklahoma City, OK",
    "St Pete": "St. Petersburg, FL",
    "L.A.": "Los Angeles, CA",
    "la, california": "Los Angeles, CA",
    "Brooklyn": "Brooklyn, NY",
    "brooklyn, new york": "Brooklyn, NY",
    "Bronx": "The Bronx, NY",
    "Queens NY": "Queens, NY",
    "Staten Island": "Staten Island, NY",
    "Manhattan": "Manhattan, NY",
    "Harlem": "Harlem, NY",
    # a name twice in a state
    "Jackson, NJ": "Jackson, NJ (Ocean County)",
    "Jackson, NJ (Camden County)": "Jackson, NJ (Camden County)",
    "jackson, camden county, nj": "Jackson, NJ (Camden County)",
    "jackson nj (ocean county)": "Jackson, NJ (Ocean County)",
    "Springfield NJ": "Springfield, NJ",
    "Springfield, Burlington County, New Jersey": "Springfield, NJ (Burlington County)",
    # a town with a new name
    "Barrow, AK": "Utqiagvik, AK",
    "Utqiagvik": "Utqiagvik, AK",
    "Flushing": "Flushing, NY",
    "Dorchester, MA": "Dorchester, MA",
    "Long Island": "Long Island, NY",
    "Cape Cod": "Cape Cod, MA",
    "cape cod massachusetts": "Cape Cod, MA",
    "OBX": "Outer Banks, NC",
    "Midwest": "The Midwest",
    "Midwest, WY": "Midwest, WY",
    "Appalachia": "Appalachia",
    "Appalachia, VA": "Appalachia, VA",
    "LA County": "Los Angeles County, CA",
    "PG County MD": "Prince George's County, MD",
    "Shannon County SD": "Oglala Lakota County, SD",
    "Dade County, Florida": "Miami-Dade County, FL",
    "Nashville-Davidson County": "Nashville, TN",
    "Capitol Planning Region, CT": "Capitol Region, CT",
    "Fort Liberty": "Fort Bragg, NC",
    "JBLM": "Joint Base Lewis McChord, WA",
    "Navajo Nation": "Window Rock, AZ",
    "Pine Ridge Reservation, SD": "Pine Ridge, SD",
    "Seminole Tribe of Florida": "Hollywood, FL",
    "Molokai": "Kaunakakai, HI",
    "Bed-Stuy": "ZIP 11216",
    "Capitol Hill, WA": "ZIP 98102",
    "new england": "New England",
    "New England ND": "New England, ND",
    "North East, PA": "North East, PA",
    "East Tennessee": "East Tennessee",
    "West Texas": "West Texas",
    "West, Texas": "West, TX",
    "Four Corners NM": "Four Corners",
    "Four Corners, FL": "Four Corners, FL",
    "panhandle, fl": "Florida Panhandle",
    "29 Palms, CA": "Twentynine Palms, CA",
    "Va Beach": "Virginia Beach, VA",
    # counties
    "Cook County IL": "Cook County, IL",
    "cook co, il": "Cook County, IL",
    "Cook, IL": "Cook County, IL",
    "Cook County": "Cook County, IL",
    "Orleans Parish": "Orleans Parish, LA",
    "Orleans County, LA": "Orleans Parish, LA",
    "St. Mary's County, MD": "St. Mary's County, MD",
    "Miami-Dade": "Miami-Dade County, FL",
    "Baltimore County": "Baltimore County, MD",
    "Baltimore City": "Baltimore City, MD",
    "Richmond County, VA": "Richmond County, VA",
    "Fairbanks North Star Borough": "Fairbanks North Star Borough, AK",
    # ambiguous: the best guess
    "Washington": "Washington State",
    "Washington, WA": "Washington State",
    "New York": "New York, NY",
    "LA": "Los Angeles, CA",
    "Georgia": "Georgia",
    "Delaware": "Delaware",
    # addresses
    "500 E 77th St, New York, NY 10162": "ZIP 10162",
    "1600 Pennsylvania Ave NW, Washington, DC 20500": "ZIP 20500",
    "12345 Main St, Boston, MA 02118": "ZIP 02118",
    "12345 Main St Boston MA": "Boston, MA",
    "PO Box 12345, Canton, MA": "Canton, MA",
    "123 Main St, Boston": "Boston, MA",
    "350 5th Ave, New York": "New York, NY",
    "Mass General, 55 Fruit Street, Boston, MA": "Boston, MA",
    "Canton, MA 02099": "Canton, MA",  # no such ZIP code
}

# What is typed: what the message says.
NOT_UNDERSTOOD = {
    "02099": "There is no ZIP code 02099.",
    "00000": "There is no ZIP code 00000.",
    "99999-1234": "There is no ZIP code 99999.",
    "APO AE 09012": "That is a military address overseas.",
    "2021": "A ZIP code has five digits.",
    "123456": "A ZIP code has five digits.",
    "90210 MA": "ZIP code 90210 is in California, not in Massachusetts.",
    "Boston, MA 90210": "ZIP code 90210 is in California, not in Massachusetts.",
    "Boston, CA": "We can’t find “Boston” in California.",
    "CA, Boston": "We can’t find “Boston” in California.",
    "springfield hawaii": "We can’t find “Springfield” in Hawaii.",
    "Port Washington, WA": "We can’t find “Port Washington” in Washington.",
    "Mar CO": "We can’t find “Mar” in Colorado.",
    "1 Main St, LA": "in Louisiana.",
    "Qwertyville, OK": "We can’t find “Qwertyville” in Oklahoma.",
    "Cook County, MA": "We can’t find “Cook County” in Massachusetts.",
    "10001 Broadway": "can’t find “10001 Broadway”",
    "Paris, France": "That is not in the United States.",
    "London, UK": "That is not in the United States.",
    "SW1A 1AA": "can’t find “SW1A 1AA”",
    "K1A 0B1": "can’t find “K1A 0B1”",
    "M5V3L9": "can’t find “M5V3L9”",
    "asdfghjkl": "can’t find “asdfghjkl”",
    "<b>x</b>": "can’t find “<b>x</b>”",
    "'; DROP TABLE places_place; --": "We can’t find",
    "%s %(x)s": "can’t find “%s %(x)s”",
    "near me": "We don’t know where you are.",
    "nearby": "We don’t know where you are.",
    "USA": "That is the whole country.",
    "!!!": "We couldn’t read that.",
    "北京": "We couldn’t read that.",
    "Boston\0": "We couldn’t read that.",
    "x" * 201: "That’s too long to be a city, state, or ZIP code.",
    "1" * 200: "A ZIP code has five digits.",
}


def labels(places):
    return [place.label for place in places]


@pytest.mark.parametrize("text, label", UNDERSTOOD.items())
def test_what_is_understood(text, label, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        resolution = resolve(text)
    assert resolution.query == text
    assert resolution.place, resolution.message
    assert resolution.place.label == label
    assert resolution.why
    assert resolution.place not in resolution.other_places


@pytest.mark.parametrize("text, message", NOT_UNDERSTOOD.items())
def test_what_is_not_understood(text, message, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        resolution = resolve(text)
    assert resolution.place is None
    assert resolution.why is None
    assert message in resolution.message


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_nothing_typed(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        resolution = resolve(text)
    assert (resolution.place, resolution.message, resolution.other_places) == (None, "", ())


@pytest.mark.parametrize(
    "text, first_candidates",
    [
        ("Washington", ["Washington, DC"]),
        ("New York", ["New York State"]),
        ("LA", ["Louisiana"]),
        ("Springfield", ["Springfield, MA", "Springfield, IL"]),
        ("Portland", ["Portland, ME"]),
        ("Kansas City", ["Kansas City, KS"]),
        ("Cook County", ["Cook County, GA"]),
        ("Boston, CA", ["Boston, MA"]),
        ("Griffith LA", ["Los Angeles, CA", "Griffith, IN", "Louisiana"]),
        ("45402, 90210", ["ZIP 45402", "ZIP 90210"]),
        ("Dayton or Cincinnati", ["Dayton, OH", "Cincinnati, OH"]),
        ("Cincinnati or Dayton", ["Cincinnati, OH", "Dayton, OH"]),
        ("Wayne County Chicago", ["Chicago, IL", "Wayne County, IL"]),
        ("Qwertyville, OK", ["Oklahoma"]),
        ("Boston, MA 90210", ["ZIP 90210", "Boston, MA"]),
        ("2021", ["ZIP 02021"]),
        ("02029", ["ZIP 02020", "ZIP 02021"]),
        ("Paris, France", ["Paris, TX"]),
        ("1 Main St, LA", ["Los Angeles, CA"]),
        ("asdfghjkl", []),
    ],
)
def test_candidates(text, first_candidates):
    offered = labels(resolve(text).other_places)
    assert offered[: len(first_candidates)] == first_candidates
    assert bool(offered) == bool(first_candidates)


@pytest.mark.parametrize(
    "text, why, message",
    [
        ("02021", "zip", ""),
        ("MA", "state", ""),
        ("Cook County IL", "county", ""),
        ("Canton, MA", "city", ""),
        ("Boston", "city", ""),  # the other seven are hamlets beside it
        ("bronx", "city", ""),  # its county isn't another meaning
        (
            "Kansas City",
            "largest",
            "There are 2 matches for that name. Showing the largest, Kansas City, MO.",
        ),
        ("Philly", "other name", "Showing Philadelphia, PA for “Philly”."),
        ("Bostn", "spelling", "Showing Boston, MA for “Bostn”."),
        (
            "Boston, Massachusets",
            "spelling",
            "Showing Boston, MA for “Boston, Massachusets”.",
        ),
        (
            "Washington",
            "state",
            "There’s more than one match for that name. Showing Washington State.",
        ),
        ("New York", "city", "There’s more than one match for that name. Showing New York, NY."),
        ("Boston 90210", "zip", "Showing ZIP code 90210 (Beverly Hills, CA)."),
        ("Canton, MA 02099", "city", "There is no ZIP code 02099. Showing Canton, MA."),
        (
            "Mass General Boston MA",
            "city",
            "We can’t find “Mass General”, so this is all of Boston, MA.",
        ),
        ("South Bronx", "other name", "Showing ZIP 10454 (The Bronx, NY) for “South Bronx”."),
        ("Walmart Dayton Ohio", "city", "We can’t find “Walmart”, so this is all of Dayton, OH."),
        ("Central DC", "city", "This is all of Washington, DC."),
        ("suboxone clinic boston", "city", "Showing Boston, MA."),
        (
            "1 Main St Boston MA",
            "address",
            "Showing Boston, MA: distances are from its center, not from that street.",
        ),
    ],
)
def test_why_and_what_is_said(text, why, message):
    resolution = resolve(text)
    assert (resolution.why, resolution.message) == (why, message)


@pytest.mark.parametrize(
    "text, queries",
    [
        ("02021", 1),
        ("1 Main St, Canton, MA 02021", 1),
        # One asks whether the gazetteer in memory is the latest.
        ("Massachusetts", 1),
        ("Boston", 1),
        ("Canton, MA", 1),
        ("Bostn, Massachusets", 1),
        ("Qwerty", 1),
        ("Boston, CA", 1),
        ("Boston, CA 99999", 2),
    ],
)
def test_how_many_queries_it_takes(text, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        resolve(text)


@pytest.mark.parametrize("text", ["39.7589, -84.1916", "48.8566, 2.3522"])
def test_coordinates_are_never_repeated(text):
    resolution = resolve(text)
    assert resolution.message
    assert not any(part in resolution.message for part in text.split(", "))


@pytest.mark.parametrize("text", ["near me", "Philly", "02099", "Boston, CA", "qqq", "90210 MA"])
def test_messages_are_translated(text, monkeypatch):
    monkeypatch.setattr("places.messages._", lambda message: f"¡{message}!")
    message = resolve(text).message
    assert message.startswith("¡")
    assert message.endswith("!")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.text(max_size=210)
    | st.lists(
        st.sampled_from(
            "Boston,MA,02021,99999,St,N,Main,LA,New,York,county,near,in,USA,12,/,the,zip".split(",")
        ),
        max_size=8,
    ).map(" ".join)
)
def test_any_text_gets_an_answer(db, text):
    resolution = resolve(text)
    assert resolution.place or resolution.message or not text.strip()
