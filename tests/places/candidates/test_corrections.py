import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from places.candidates import guesses, look_up, near_prefixes, split_misspelt_state, surest
from places.gazetteer.current import atlas
from places.gazetteer.elsewhere import is_country, is_elsewhere, says_no_place
from places.models import Kind, Place
from places.resolve import resolve
from places.states import STATES
from places.wordings import LEAD_INS
from text.abbreviations.places import place_in_full
from text.analysis import words as plain_words

pytestmark = pytest.mark.django_db

DATABASE = [HealthCheck.function_scoped_fixture]
CITIES = 300


def words(text):
    return tuple(place_in_full(plain_words(text)))


def labels(guesses):
    places = [guess.match.place for guess in guesses]
    return [f"{place.name}, {place.state}" for place in places]


@pytest.mark.parametrize(
    "text, state, first",
    [
        ("Bostn", "", "Boston, MA"),
        ("Pittsbrugh", "", "Pittsburgh, PA"),
        ("Bridgwater", "MA", "Bridgewater, MA"),
        ("Ci", "", None),  # too short
        ("Bostn2", "", None),
        ("asdfgh", "", None),
        ("detoxx", "", None),
        ("rehab center", "", None),
        ("my town", "", None),  # though Detroit is Motown
    ],
)
def test_guesses(text, state, first):
    assert next(iter(labels(guesses(atlas(), words(text), state))), None) == first


def test_exact_names_are_no_guesses():
    assert "Boston, MA" not in labels(guesses(atlas(), ("boston",)))


@pytest.mark.parametrize(
    "text, state, expected",
    [
        ("Bostn", "", "Boston, MA"),
        ("Danver", "", "Denver, CO"),  # Danvers is far smaller
        ("Dovr", "", None),  # too short to be sure without a state
        ("Dovr", "DE", None),  # a small city
        ("Mesaa", "AZ", "Mesa, AZ"),
        ("Msea", "AZ", "Mesa, AZ"),  # a large one
        ("Miltn", "", None),  # several, all small
        ("Pittsbrugh", "TX", None),  # Pittsburg is there, but Pittsburgh is meant
        ("Boston", "CA", None),  # Easton, Boron: Boston is meant
        ("Tijuna", "", None),
        ("Monterrey", "", None),  # in Mexico
        ("Monterrey", "CA", "Monterey, CA"),
    ],
)
def test_what_is_surely_meant(text, state, expected):
    name = words(text)
    guess = surest(atlas(), guesses(atlas(), name, state), name, state)
    assert labels([guess] if guess else []) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text, before, state",
    [
        ("boston massachusets", "boston", "MA"),
        ("charlotte north carolna", "charlotte", "NC"),
        ("massachusets", "", "MA"),
        ("paris texs", "paris", "TX"),
        ("boston", "boston", ""),
        ("paris france", "paris france", ""),
        ("santiago chile", "santiago chile", ""),
        ("toronto ontario", "toronto ontario", ""),
    ],
)
def test_misspelt_states(text, before, state):
    name, state_read = split_misspelt_state(atlas(), words(text))
    assert (" ".join(name), state_read) == (before, state)


@pytest.mark.parametrize(
    "text, first", [("phildel", "Philadelphia, PA"), ("pitsb", "Pittsburgh, PA"), ("xyzzy", None)]
)
def test_names_that_begin_nearly_so(text, first):
    assert next(iter(labels(near_prefixes(atlas(), words(text)))), None) == first


def test_places_abroad():
    assert is_country(words("España"))
    assert is_elsewhere(words("Ciudad de México"))
    assert is_elsewhere(words("Tijuana"))
    assert not is_elsewhere(words("Boston"))
    assert says_no_place(words("methodone"))
    assert not says_no_place(words("Deton"), "TX")


def typos(name):
    """Return a strategy of texts with one typo in the longest word of a name."""
    word = max(name.split(), key=len)
    start = name.index(word)

    def typo(at, kind, letter):
        i = start + at
        swapped = name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :]
        inside = at + 1 < len(word)
        return {
            "swap": swapped if inside else name[:i] + name[i + 1 :],
            "drop": name[:i] + name[i + 1 :],
            "double": name[:i] + name[i] + name[i:],
            "replace": name[:i] + letter + name[i + 1 :],
        }[kind]

    return st.builds(
        typo,
        st.integers(0, len(word) - 1),
        st.sampled_from(["swap", "drop", "double", "replace"]),
        st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    )


@pytest.fixture(scope="module")
def largest(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        cities = Place.objects.filter(kind=Kind.CITY).order_by("-population", "state", "name")
        return list(cities[:CITIES])


@settings(suppress_health_check=DATABASE, max_examples=600)
@given(data=st.data(), number=st.integers(0, CITIES - 1))
def test_one_typo_before_a_state_finds_or_offers_the_city(largest, data, number):
    city = largest[number]
    text = data.draw(typos(city.name))
    name = words(text)
    # Short of a name, or a name of its own, or "at" and the like.
    assume(len("".join(name)) >= 3 and tuple(plain_words(text)[:1]) not in LEAD_INS)
    own = look_up(atlas(), [name], city.state)[name]
    resolution = resolve(f"{text}, {city.state}")
    offered = filter(None, [resolution.place, *resolution.other_places])
    assert own or (city.name, city.state) in [(place.name, place.state) for place in offered]


@settings(suppress_health_check=DATABASE, max_examples=300)
@given(
    name=st.text("abcdehiklmnorstu -'.", min_size=1, max_size=20),
    state=st.sampled_from(sorted(STATES)),
)
def test_a_typed_state_is_never_left(db, name, state):
    assume(plain_words(name))
    resolution = resolve(f"{name}, {state}")
    assert resolution.place is None or resolution.place.state == state
    assert resolution.place or resolution.message


@settings(suppress_health_check=DATABASE, max_examples=200)
@given(data=st.data(), number=st.integers(0, CITIES - 1))
def test_a_correction_is_always_said(largest, data, number):
    typed = data.draw(typos(largest[number].name))
    resolution = resolve(typed)
    if resolution.why == "spelling":
        assert resolution.message == f"Showing {resolution.place.label} for “{typed.strip()}”."
