import pytest

from places import states
from places.states import STATES, split_state, state_named
from text.language_files import LanguageFileError


def test_every_state_and_territory():
    assert len(STATES) == 59
    assert {"DC", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"} < set(STATES)
    assert all(len(state.fips) == 2 for state in STATES.values())


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.abbreviation)
def test_a_state_is_known_by_its_name_and_abbreviation(state):
    assert state_named(state.name.lower().split()) == state.abbreviation
    assert state_named([state.abbreviation.lower()]) == state.abbreviation


@pytest.mark.parametrize(
    "words, rest, state",
    [
        ("canton ma", "canton", "MA"),
        ("canton mass", "canton", "MA"),
        ("charleston west virginia", "charleston", "WV"),
        ("charleston w va", "charleston", "WV"),
        ("fargo n dak", "fargo", "ND"),
        ("washington d c", "washington", "DC"),
        ("new york new york", "new york", "NY"),
        ("albany new york state", "albany", "NY"),
        ("state of maine", "", "ME"),
        ("saipan commonwealth of the northern mariana islands", "saipan", "MP"),
        ("boston", "boston", ""),
        ("state", "state", ""),
        ("", "", ""),
    ],
)
def test_splitting_a_state_off(words, rest, state):
    assert split_state(words.split()) == (rest.split(), state)


@pytest.mark.parametrize(
    "row, message",
    [
        (["XX", "Nada"], "there is no state XX"),
        (["VA", "West Virginia"], "West Virginia already means WV"),
    ],
)
def test_a_wrong_name_of_a_state_is_told_with_its_line(monkeypatch, row, message):
    monkeypatch.setattr(states, "rows", lambda *_: [("es/states.csv, line 3", row)])
    with pytest.raises(LanguageFileError, match=f"^es/states.csv, line 3: {message}$"):
        states._spellings()
