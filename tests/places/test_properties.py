"""What holds whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.candidates import exact
from places.gazetteer.current import atlas
from places.models import Kind, Place
from places.names import key
from places.parsing import parse
from places.resolution import ResolvedPlace
from places.resolve import resolve

pytestmark = pytest.mark.django_db
DATABASE = [HealthCheck.function_scoped_fixture]
# Words that people put together, of cities, counties, sides, provinces and care.
WORDS = "Boston Springfield Dayton OH MA LA Ontario BC Cook County Cty St John Parish East South"
WORDS += " of in near or and Canton Township Twp City balance rehab Kensington 45402 O2118 APO AE"
WORDS += " Albuq Lauderdale the please 20 miles Jersey Nogales Sonora Hospital"


@pytest.fixture(scope="module")
def named(django_db_setup, django_db_blocker):
    """Return every city, county and region."""
    with django_db_blocker.unblock():
        kinds = [Kind.CITY, Kind.COUNTY, Kind.REGION]
        rows = Place.objects.filter(kind__in=kinds).order_by("key", "state", "county")
        return [ResolvedPlace.of(row) for row in rows]


@pytest.fixture(scope="module")
def largest(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        rows = Place.objects.filter(kind=Kind.CITY).order_by("-population", "state", "name")
        return [ResolvedPlace.of(row) for row in rows[:40]]


@settings(suppress_health_check=DATABASE, max_examples=400)
@given(data=st.data())
def test_a_place_by_its_name_and_state_is_that_place(named, data):
    place = data.draw(st.sampled_from(named))
    text = data.draw(st.sampled_from([str.title, str.lower, str.upper, str]))(place.query)
    answer = resolve(text).place
    # St. Louis City is a county and a city, Lehigh Valley a region and one.
    is_namesake = key(answer.name) == key(place.name) and answer.kind != place.kind
    assert answer == place or (is_namesake and answer.state == place.state)


@settings(suppress_health_check=DATABASE, max_examples=400)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6))
def test_nothing_is_corrected_that_is_a_place_as_typed(db, words):
    text = " ".join(words)
    resolution = resolve(text)
    candidates = next(exact(atlas(), parse(text)), None)
    if candidates and candidates.reading.how != "abbreviated":
        assert resolution.why != "spelling"
    assert resolution.place or resolution.message


@settings(suppress_health_check=DATABASE, max_examples=300)
@given(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4), st.sampled_from(["OH", "MA"])
)
def test_a_state_after_a_comma_is_never_left(db, words, state):
    place = resolve(f"{' '.join(words)}, {state}").place
    assert place is None or state in (place.state, *(own for own, _county in place.members))


@settings(suppress_health_check=DATABASE, max_examples=100)
@given(data=st.data(), between=st.sampled_from([" or ", " and ", "/", " y "]))
def test_of_two_cities_none_is_chosen_whatever_their_order(largest, data, between):
    first, second = data.draw(
        st.lists(st.sampled_from(largest), min_size=2, max_size=2, unique=True)
    )
    answers = [
        resolve(between.join(pair))
        for pair in ((first.query, second.query), (second.query, first.query))
    ]
    assert [answer.place for answer in answers] == [None, None]
    assert set(answers[0].other_places) == set(answers[1].other_places) == {first, second}
