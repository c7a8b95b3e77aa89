"""What a call sheet says: whom to call, and what to ask each of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import mark_safe

from pages.cards import Card, cards
from pages.shortlist.comparison import Says
from pages.shortlist.decisive import Decisive, decisive
from search.open_questions import ALWAYS, questions_for, unanswered

# A longer address makes a code too fine for a camera to read from paper.
LONGEST_ADDRESS = 400
# Questions of a place besides those for all, so that three places fit a sheet of paper; and how
# many places fit one with all their questions.
MOST_OF_ITS_OWN, MOST_SOUGHT = 3, 2
FEW = 2
# Slugs of the groups of services about which to ask whoever offers them; and of the Decisive rows
# that one has at hand on the phone.
CARE = frozenset(("care", "medication"))
FACTS = frozenset(("stay", "payment", "medicines"))


@dataclass
class Block:
    """One place on a sheet.

    `facts`: [(label, HTML)] of what its listing says; `questions`: to ask, what matters most first.
    """

    card: Card
    facts: list[tuple[str, str]]
    questions: list[str]

    @property
    def years(self):
        return self.card.years


def blocks(hits, index, asked: Iterable[str] = ()):
    """Return the Blocks of [(facility pk, miles or None)], in that order, without a query.

    `asked`: slugs of the services that one searched for, which are asked about first.
    """
    hits = [(pk, miles) for pk, miles in hits if pk in index.ordinals]
    ordinals = [index.ordinals[pk] for pk, _miles in hits]
    rows, most = decisive(ordinals, index), None if len(hits) <= FEW else MOST_OF_ITS_OWN
    return [
        Block(card, _facts(rows, position), _questions(index, ordinal, frozenset(asked), most))
        for position, (ordinal, card) in enumerate(zip(ordinals, cards(hits, index), strict=True))
    ]


def _facts(rows: list[Decisive], position):
    """Return [(label, HTML)] of what one of the places says; its silence is asked about.

    Whether one stays overnight needs no label: its words say it.
    """
    return [
        ("" if row.slug == "stay" else row.name, row.cells[position].text)
        for row in rows
        if row.slug in FACTS and row.cells[position].says == Says.OFFERED
    ]


def _questions(index, ordinal, asked, most):
    """Return what to ask a place: what anyone would, then `most` questions of its own.

    What is about the services searched for comes first, then what its listing leaves open.
    """
    left_open = unanswered(index, ordinal)
    left_open.sort(key=lambda question: question.slug not in asked)  # else they stay in their order
    services = index.taxonomy.services
    offered = [services[pk] for pk in index.offers(ordinal, services)]
    care = [service.slug for service in offered if service.group.slug in CARE]
    own = [
        *questions_for((), asked, MOST_SOUGHT),
        *(question.ask for question in left_open),
        *questions_for(care),
    ]
    return [*ALWAYS, *list(dict.fromkeys(own))[:most]]


def qr_code(address):
    """Return the QR code of an address as SVG, dark on white; "" where it would be too fine."""
    if len(address) > LONGEST_ADDRESS:
        return ""
    code = segno.make(address, error="m", micro=False)
    options = {"dark": "#000", "light": "#fff", "omitsize": True, "svgclass": None}
    return mark_safe(code.svg_inline(lineclass=None, **options))
