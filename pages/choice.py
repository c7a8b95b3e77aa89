"""One line of a list to choose from, on any page."""

from dataclasses import dataclass

from pages.quick import Quick


@dataclass(frozen=True)
class Choice(Quick):
    """One line of a list to choose from."""

    value: str
    text: str
    is_chosen: bool
