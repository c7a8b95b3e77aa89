"""What a list of results shows of each facility, ready for its template."""

from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from facilities.models import Phone

# What the lines of a card are called, by group.
LABELS = {
    "care": gettext_lazy("Care"),
    "medication": gettext_lazy("Medicine"),
    "payment": gettext_lazy("Payment"),
}
EXACT = ("source", "street")  # precisions that are a point, not the center of an area


@dataclass
class Card:
    """
    The little a card shows of a facility.

    `street`: "" where it isn't published. `phone`: the number to call, a Phone that isn't
    saved, or None. `miles`: how far, `far` in words; None and "" where nobody asked;
    `is_exact`: measured to its door, not to the middle of its ZIP code.
    `is_real`: something else than the invented demo lists it, or did.
    `is_mental_health_only`: it is listed for mental health care and says nothing of
    substance use. `only`: who alone is served. `lines`: [(label, services in one line)].
    """

    name: str
    url: str
    program: str
    street: str
    place: str
    city: str
    state: str
    withheld: bool
    is_exact: bool
    phone: Phone | None
    is_real: bool
    is_mental_health_only: bool
    only: str
    lines: list[tuple[str, str]]
    miles: float | None = None
    far: str = ""

    @cached_property
    def plain_number(self):
        """Return the number to call where nothing else is to be said of it, else ""."""
        phone = self.phone
        is_plain = phone and phone.uri and not phone.extension and not phone.answered_by
        return phone.display if is_plain else ""

    # Templates look by key first: without one, each look costs an exception.
    __getitem__ = object.__getattribute__


def cards(found, index):
    """
    Return the Cards of [(facility pk, miles or None)], in that order, without a query.

    Who came after the Index was built has no card yet.
    """
    language = get_language()
    shown = []
    for pk, miles in found:
        if (position := index.position.get(pk)) is None:
            continue
        if (known := index.cards.get((language, position))) is None:
            known = index.cards[language, position] = _card(position, index, language)
        card = copy(known)
        if miles is not None:
            card.miles, card.far = miles, how_far(miles, card.is_exact)
        shown.append(card)
    return shown


def _card(position, index, language):
    entry, known = index.entries[position], index.known
    shown = index.on_card(position)
    return Card(
        name=entry.name,
        url=f"{_before_id(language)}{entry.public_id}/{entry.slug}/",
        program=entry.program,
        street=entry.street,
        place=f"{entry.city}, {entry.state} {entry.zip}",
        city=entry.city,
        state=entry.state,
        withheld=entry.address_withheld,
        is_exact=entry.precision in EXACT,
        phone=entry.phone and Phone(None, entry.pk, *entry.phone),
        is_real=index.is_real(position),
        is_mental_health_only=index.is_mental_health_only(position),
        only=". ".join(one.name for one in known.only_of(shown)),
        lines=_lines(shown, known),
    )


def _lines(shown, known):
    lines = {}
    for pk in shown:
        if group := known.card_group[pk]:
            lines.setdefault(group, []).append(known.escaped[pk][-1])
    return [(str(LABELS[group]), mark_safe(", ".join(names))) for group, names in lines.items()]


@cache
def _before_id(language):
    """Return what stands before a facility's id in its address: `reverse` takes 50 µs a card."""
    return reverse("facilities:detail", args=["ID", "slug"]).partition("ID")[0]


def how_far(miles, is_exact):
    """Return a distance in words, "about" where only the facility's area is known."""
    if miles < 1:
        return _("Less than 1 mile") if is_exact else _("About 1 mile or less")
    number = f"{miles:.1f}".removesuffix(".0") if miles < 10 else f"{miles:.0f}"
    text = _("%(number)s miles") if is_exact else _("About %(number)s miles")
    return text % {"number": number}
