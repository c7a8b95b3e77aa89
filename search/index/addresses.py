"""Which facilities share a published address: programs at one door, which lists show together."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from search.index.entries import IndexEntry
from text.abbreviations.streets import street_in_short
from text.analysis import words


class Addresses:
    """The facilities that share an address with others.

    `members`: {ordinal: those at its address, itself among them, ascending}; who is alone at
    an address, or publishes none with a number, isn't in it. Suites are one address.
    """

    def __init__(self, entries: Iterable[IndexEntry]):
        at: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for ordinal, entry in enumerate(entries):
            # "Main Street" and "Hospital Drive" are not a door.
            if entry.street[:1].isdigit() and not entry.address_withheld:
                street = street_in_short(words(entry.street))
                at[street, entry.city.casefold(), entry.state].append(ordinal)
        several = [tuple(ordinals) for ordinals in at.values() if len(ordinals) > 1]
        self.members = {ordinal: together for together in several for ordinal in together}

    def together(self, ordinals: Sequence[int], results: Container[int]) -> list[int]:
        """Return results in their order, those at an address of one before right behind it.

        `results`: all of them, of which `ordinals` are the first so many. So many are returned,
        and of more results these are the first again: pages don't depend on their size.
        """
        members = self.members
        if members.keys().isdisjoint(ordinals):
            return list(ordinals)
        ordered: dict[int, None] = {}
        for ordinal in ordinals:
            if ordinal not in ordered:
                ordered[ordinal] = None
                if ordinal in members:
                    ordered |= dict.fromkeys([p for p in members[ordinal] if p in results])
        return list(ordered)[: len(ordinals)]

    def count(self, ordinal: int, results: Container[int]) -> int:
        """Return how many results are at the address of one of them: 1 where it is alone."""
        members = self.members.get(ordinal, (ordinal,))
        return sum(p in results for p in members)
