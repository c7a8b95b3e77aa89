"""The list of cards from texts kept for each address, as components/_cards.html has it."""

from typing import Any

from django.utils.translation import get_language

from derived import Derived, languages
from pages.addresses import Address
from pages.parts.cutting import cut, cut_part, cuts, kept_text, mark
from search import index as directory

TEMPLATE = "components/_cards.html"
# Of each language: some 6 MB, first pages of the large cities above all.
MOST = 4000

# {what an address shows: its text, with blanks for distances and for what a search marks}
_kept: Derived[dict[Any, str]] = Derived(
    lambda _index, _language: {}, version=directory.current, variants=languages
)


def cards_html(addresses, index, is_demo):
    """Return the HTML of the Addresses of Cards of an Index, in the language in use."""
    language = get_language()
    kept = _kept.of(index, language)
    made = [_address_html(address, kept, is_demo) for address in addresses]
    text, _addresses = _list(language)
    return text % {"addresses": "".join(made)}


def _address_html(address, kept, is_demo):
    far = [bool(card.far) for card in address.cards]
    key = (*(card.public_id for card in address.cards), address.total, far[0], is_demo)
    text = kept_text(kept, key, MOST, lambda: _text_of(address, is_demo))
    if len(far) == 1:
        card = address.cards[0]
        return text % {"far0": card.far_in_short, "facts0": card.facts}
    values = {}
    for number, card in enumerate(address.cards):
        values[f"far{number}"], values[f"facts{number}"] = card.far_in_short, card.facts
    return text % values


def _text_of(address, is_demo):
    """Return the text of an Address: only its facilities, and that they have distances, tell."""
    marked = [_marked(card, number) for number, card in enumerate(address.cards)]
    context = {"addresses": [Address(marked, address.total)], "is_demo": is_demo}
    _text, nodes = _list(get_language())
    return cut_part(TEMPLATE, nodes, context)


def _marked(card, number):
    """Return a copy of a Card with marks for what depends on a search."""
    card = card.copy()
    if card.far:
        card.far_in_short = mark(f"far{number}")
    card.facts = mark(f"facts{number}")
    return card


def _cut_list(_language):
    """Return the text around all addresses, and what the template has for them."""
    text, nodes = cut(TEMPLATE, {}, ["addresses"])
    return text, nodes["addresses"]


_list = cuts(_cut_list, most=20)
