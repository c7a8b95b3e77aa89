"""What a call sheet says: whom to call, and what to ask each of them."""

from dataclasses import dataclass

import segno
from django.utils.safestring import mark_safe

from pages.cards import Card, cards
from search.open_questions import OpenQuestion, unanswered

# A longer address makes a code too fine for a camera to read from paper.
LONGEST_ADDRESS = 400


@dataclass
class Block:
    """One place on a sheet."""

    card: Card
    questions: list[OpenQuestion]

    @property
    def years(self):
        return self.card.years


def blocks(hits, index):
    """Return the Blocks of [(facility pk, miles or None)], in that order, without a query."""
    hits = [(pk, miles) for pk, miles in hits if pk in index.ordinals]
    return [
        Block(card, unanswered(index, index.ordinals[pk]))
        for (pk, _miles), card in zip(hits, cards(hits, index), strict=True)
    ]


def qr_code(address):
    """Return the QR code of an address as SVG, dark on white; "" where it would be too fine."""
    if len(address) > LONGEST_ADDRESS:
        return ""
    code = segno.make(address, error="m", micro=False)
    options = {"dark": "#000", "light": "#fff", "omitsize": True, "svgclass": None}
    return mark_safe(code.svg_inline(lineclass=None, **options))
