"""What a call sheet says: whom to call, and what to ask each of them."""

from dataclasses import dataclass

import segno
from django import forms
from django.utils.safestring import mark_safe

from facilities.asking import OpenQuestion, unanswered
from facilities.cards import Card, cards

# The languages a sheet comes in, each in its own word.
LANGUAGES = {"en": "English", "es": "Español"}
# A longer address makes a code too fine for a camera to read from paper.
LONGEST_ADDRESS = 400


class SheetForm(forms.Form):
    """The one parameter of a sheet that no search has: `in`, its language."""

    def __init__(self, data):
        super().__init__(data)
        self.fields["in"] = forms.ChoiceField(choices=LANGUAGES.items(), required=False)

    @property
    def language(self):
        """Return "en" or "es": a language there is no sheet in gives the English one."""
        return self.is_valid() and self.cleaned_data["in"] or "en"


@dataclass
class Block:
    """One place on a sheet."""

    card: Card
    questions: list[OpenQuestion]


def blocks(found, index):
    """Return the Blocks of [(facility pk, miles or None)], in that order, without a query."""
    found = [(pk, miles) for pk, miles in found if pk in index.position]
    return [
        Block(card, unanswered(index, index.position[pk]))
        for (pk, _miles), card in zip(found, cards(found, index), strict=True)
    ]


def qr_code(address):
    """Return the QR code of an address as SVG, dark on white; "" where it would be too fine."""
    if len(address) > LONGEST_ADDRESS:
        return ""
    code = segno.make(address, error="m", micro=False)
    options = {"dark": "#000", "light": "#fff", "omitsize": True, "svgclass": None}
    return mark_safe(code.svg_inline(lineclass=None, **options))
