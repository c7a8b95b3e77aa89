"""A place anywhere in the words of a search: every state and its ten largest cities."""

from itertools import product

import pytest

from facilities.taxonomy import taxonomy
from places.gazetteer.cities import cities
from places.resolve import resolve
from places.states import STATES
from search.language import understand

pytestmark = pytest.mark.django_db
CITIES_OF_A_STATE = 10
CASES = {"as written": str, "upper": str.upper, "lower": str.lower}


@pytest.mark.parametrize("state", STATES)
def test_a_city_with_its_state_is_the_place_of_a_search(state):
    largest = [city for city in cities() if city.state == state][:CITIES_OF_A_STATE]
    texts = [
        (f"{city.name}, {state}", form(order.format(place=f"{marker}{city.name} {written}")))
        for city, written in product(largest, (state, STATES[state].name))
        for order, marker, form in product(
            ("detox {place}", "{place} detox", "detox {place} for my dad"),
            ("", "in "),
            CASES.values(),
        )
    ]
    wrong = {}
    for place, text in texts:
        understood = understand(text, taxonomy())
        resolved = resolve(understood.place).place
        asked = [slug for phrase in understood.phrases for slug in phrase.services]
        if (resolved and resolved.query) != place or asked != ["detox"]:
            wrong[text] = (understood.place, resolved and resolved.query, asked)
    assert wrong == {}
