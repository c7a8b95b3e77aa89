"""What someone typed, taken apart: pure text, before the gazetteer is asked.

parse(text) -> Parsed, whose readings() are the names that it may be
"""

from places.parsing.alternatives import alternatives
from places.parsing.parse import MAX_LENGTH, SEPARATORS, UNREADABLE, parse
from places.parsing.parsed import How, Parsed, Reading

__all__ = [
    "MAX_LENGTH",
    "SEPARATORS",
    "UNREADABLE",
    "How",
    "Parsed",
    "Reading",
    "alternatives",
    "parse",
]
