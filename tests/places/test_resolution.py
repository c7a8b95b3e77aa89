import pytest

from places.geo import Point
from places.models import Place
from places.resolution import ResolvedPlace, state_query
from places.resolve import resolve
from places.states import STATES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "kind, key, state, label, query, precision",
    [
        ("zip", "02021", "MA", "ZIP 02021", "02021", "zip centre"),
        ("city", "canton", "MA", "Canton, MA", "Canton, MA", "city centre"),
        ("county", "cookcounty", "IL", "Cook County, IL", "Cook County, IL", "county centre"),
        ("state", "ma", "MA", "Massachusetts", "Massachusetts", "state centre"),
        ("state", "ny", "NY", "New York State", "New York State", "state centre"),
        ("state", "la", "LA", "Louisiana", "Louisiana", "state centre"),
    ],
)
def test_how_a_place_is_written(kind, key, state, label, query, precision):
    row = Place.objects.get(kind=kind, key=key, state=state)
    place = ResolvedPlace.of(row)
    assert (place.label, str(place), place.query) == (label, label, query)
    assert place.precision == precision
    assert place.point == Point(row.latitude, row.longitude)


def test_a_county_has_itself_as_county():
    assert resolve("Cook County IL").place.county == "Cook County"


@pytest.mark.parametrize("kind", ["state", "county", "city", "zip", "region"])
def test_every_place_s_query_leads_back_to_it(kind):
    rows = Place.objects.filter(kind=kind).order_by("key", "state")
    for row in rows[:: max(1, rows.count() // 150)]:
        place = ResolvedPlace.of(row)
        answer = resolve(place.query).place
        assert resolve(place.label).place == answer
        if kind == "county" and answer.kind == "city":  # Carson City, a city and a county
            assert place.name.endswith("City")
        else:
            assert answer == place, place.query


def test_every_namesake_is_reached_by_its_label_and_its_query():
    rows = Place.objects.filter(shares_name=True).order_by("state", "key")
    assert rows.count() > 300
    for row in rows:
        place = ResolvedPlace.of(row)
        assert place.label.endswith(f"({row.county})")
        assert resolve(place.label).place == place
        assert resolve(place.query).place == place


def test_namesakes_are_offered():
    jackson = resolve("Jackson, NJ")
    assert jackson.place.label == "Jackson, NJ (Ocean County)"
    assert [str(place) for place in jackson.other_places][:1] == ["Jackson, NJ (Camden County)"]


def test_the_states_of_a_place():
    assert resolve("Boston, MA").place.states == ("MA",)
    assert set(resolve("New England").place.states) == {"CT", "MA", "ME", "NH", "RI", "VT"}
    assert resolve("Cape Cod").place.members == (("MA", "Barnstable County"),)
    assert resolve("Cape Cod").place.states == ("MA",)


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_typed_so_that_nothing_else_is_meant(state):
    place = resolve(state_query(state)).place
    assert (place.kind, place.state) == ("state", state)
