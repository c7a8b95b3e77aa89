import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.suggest import suggest

pytestmark = pytest.mark.django_db


def labels(text, limit=8):
    return [place.label for place in suggest(text, limit)]


# What is typed: what is suggested first, in that order.
SUGGESTED = {
    "bos": ["Boston, MA"],
    "BOS": ["Boston, MA"],
    "near bos": ["Boston, MA"],
    "springf": ["Springfield, MO", "Springfield, MA", "Springfield, IL"],
    "springfield, m": ["Springfield, MO", "Springfield, MA", "Springfield, MI"],
    "springfield m": ["Springfield, MO", "Springfield, MA", "Springfield, MI"],
    "springfield, ma": ["Springfield, MA"],
    "boston, massa": ["Boston, MA"],
    "portland or": ["Portland, OR"],
    "king county, w": ["King County, WA"],
    "new y": ["New York, NY", "New York State"],
    "wash": ["Washington State", "Washington, DC"],
    "cal": ["California"],
    "mass": ["Massachusetts"],
    "puerto r": ["Puerto Rico"],
    "gua": ["Guaynabo, PR"],
    "guam": ["Guam"],
    "pago": ["Pago Pago, AS"],
    "saip": ["Saipan, MP"],
    "charlotte a": ["Charlotte Amalie, VI"],
    "dc": ["District of Columbia"],
    "cook c": ["Cook County, IL"],
    "orleans p": ["Orleans Parish, LA"],
    "nyc": ["New York, NY"],
    "phill": ["Philadelphia, PA"],
    "vega": ["Las Vegas, NV"],
    "st lou": ["St. Louis, MO"],
    "st l": ["St. Louis, MO"],
    "saint lo": ["St. Louis, MO"],
    "ft w": ["Fort Worth, TX", "Fort Wayne, IN"],
    "n hol": ["North Hollywood, CA"],
    "winston-s": ["Winston-Salem, NC"],
    "coeur d": ["Coeur d'Alene, ID"],
    "o'fal": ["O'Fallon, MO"],
    "the br": ["Brooklyn, NY", "The Bronx, NY"],
    "12 main st, bos": ["Boston, MA"],
    "021": ["ZIP 02108"],
    "0211": ["ZIP 02110", "ZIP 02111"],
    "02118": ["ZIP 02118"],
    "02118-12": ["ZIP 02118"],
    "006": ["ZIP 00601"],
    "969": ["ZIP 96910"],
    # nothing begins so: what is spelt, or begins, nearly so
    "bostn": ["Boston, MA"],
    "bostn, ma": ["Boston, MA"],
    "phildel": ["Philadelphia, PA"],
}


@pytest.mark.parametrize("text, first", SUGGESTED.items())
def test_what_is_suggested(text, first):
    assert labels(text)[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    ["", " ", "b", "0", "02", "!!!", "北京", "\0", "x" * 300, "asdfgh", "detox", "methodone"]
    + ["paris, france", "10001 broadway", "1234567890", "usa", "near me"],
)
def test_nothing_is_suggested(text):
    assert labels(text) == []


def test_post_office_boxes_come_last():
    zips = labels("0211", limit=50)
    assert zips.index("ZIP 02119") < zips.index("ZIP 02112")


def test_a_limit():
    assert len(suggest("san", 3)) == 3
    assert len(suggest("san")) == 8
    assert suggest("san", 0) == []


@pytest.mark.parametrize("text", ["bos", "springfield, m", "021", "bostn", "pitsb"])
def test_it_takes_one_query(text, django_assert_num_queries):
    suggest(text)
    with django_assert_num_queries(1):
        suggest(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.text(max_size=40) | st.text("abcdelmnorst ,.-0123456789", max_size=25), st.integers(-1, 9)
)
def test_any_text_gets_at_most_so_many_different_places(db, text, limit):
    places = suggest(text, limit)
    assert len(places) == len(set(places)) <= max(limit, 0)
