"""Programs at one address, which a list shows as one card."""

from dataclasses import dataclass
from itertools import groupby

from pages.quick import Quick


@dataclass(frozen=True)
class Address(Quick):
    """The Cards at an address that stand together in a list; most are alone there.

    `total`: how many programs at it the whole list has. A page that ends in between shows fewer.
    """

    cards: list
    total: int = 1

    @property
    def first(self):
        return self.cards[0]

    @property
    def is_cut(self):
        return self.total > len(self.cards)


def addresses(cards, index, listed=None):
    """Return the Addresses of Cards, in their order; those at one must stand together.

    `listed`: all ordinals of the list that these are a page of; without it, they are all.
    """
    # Who is alone at an address is a group of its own: by a number that no ordinal is.
    keys = [-n if card.address is None else card.address for n, card in enumerate(cards, 1)]
    groups = []
    for _key, some in groupby(zip(keys, cards, strict=True), key=lambda pair: pair[0]):
        together = [card for _key, card in some]
        groups.append(Address(together, _total(together, index, listed)))
    return groups


def _total(together, index, listed):
    address = together[0].address
    if address is None or listed is None:
        return len(together)
    # Its own count may lag behind the page's, if the index was built anew in between.
    return max(len(together), index.addresses.count(address, listed))
