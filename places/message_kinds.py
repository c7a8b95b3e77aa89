"""The kinds of messages about a text; places.messages has their sentences."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What people are told of a choice."""

    # The text can't be a place.
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    NEAR_ME = "near me"
    COUNTRY = "country"
    MILITARY = "military"
    # No place was chosen.
    UNKNOWN = "unknown"
    NOT_IN_STATE = "not in the state"
    ABROAD = "abroad"
    SEVERAL = "several"
    UNSURE = "unsure"
    FIVE_DIGITS = "five digits"
    NO_SUCH_ZIP = "no such ZIP code"
    ZIP_IN_OTHER_STATE = "ZIP code in another state"
    # A place was, which isn't obvious.
    SHOWN = "shown"
    READ_AS = "read as"
    ALL_OF = "all of"
    ALL_OF_SIDE = "all of, for a side"
    ZIP_SHOWN = "ZIP code shown"
    LARGEST = "largest"
    SEVERAL_MEANINGS = "several meanings"
    ABROAD_TOO = "abroad too"
    STREET = "street"
