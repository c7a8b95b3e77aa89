"""An edition that the directory holds, stored or planned."""

from dataclasses import dataclass

from facilities.models import Edition


@dataclass(frozen=True)
class Held:
    """An edition, and the number that ranks it among those of a year.

    A stored edition's number is its pk; a planned one's is greater than all of them.
    """

    edition: Edition
    number: int
