"""Misspelt names: the names close to them, and whether one of these is surely meant."""

from places.spelling.guesses import Guess, guesses, near_prefixes
from places.spelling.meant import greater_spellings, matches_of, split_misspelt_state, surest

__all__ = [
    "Guess",
    "greater_spellings",
    "guesses",
    "matches_of",
    "near_prefixes",
    "split_misspelt_state",
    "surest",
]
