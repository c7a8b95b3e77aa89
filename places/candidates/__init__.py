"""Every place that a text may mean.

exact(book, parsed)       those that bear a name as it is read, reading by reading
guesses(book, name)       those whose names are close to a misspelled one, each with a score
surest(book, guesses, …)  the guess that is surely meant
"""

from places.candidates.abroad import is_abroad, namesake
from places.candidates.corrections import (
    greater_spellings,
    matches_of,
    split_misspelt_state,
    surest,
)
from places.candidates.exact import VILLAGE, Candidates, exact
from places.candidates.guesses import Guess, guesses, near_prefixes
from places.candidates.matches import Match, bearing, cities_of, is_city, look_up
from places.candidates.neighborhoods import local_places, neighborhoods
from places.candidates.parts import completions, greater_names, is_sure, is_worth, only_completion
from places.candidates.tails import Tail, state_as_city, tail_of

__all__ = [
    "VILLAGE",
    "Candidates",
    "Tail",
    "state_as_city",
    "tail_of",
    "Guess",
    "Match",
    "bearing",
    "cities_of",
    "completions",
    "exact",
    "greater_names",
    "is_sure",
    "is_worth",
    "greater_spellings",
    "guesses",
    "is_abroad",
    "is_city",
    "local_places",
    "look_up",
    "matches_of",
    "namesake",
    "near_prefixes",
    "neighborhoods",
    "only_completion",
    "split_misspelt_state",
    "surest",
]
