"""Where something is counted: an address, a network, an account, or everybody together."""

from typing import NamedTuple


class Place(NamedTuple):
    """`name`: what is counted; `most`: below this count there is room; `kept`: counted no further.

    A `most` of 0 never has room, and so only asks for the count.
    """

    name: str
    most: float
    kept: int
