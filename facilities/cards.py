"""What a list of results shows of each facility, ready for its template."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from facilities.models import Facility, Phone

# What the lines of a card are called, by group.
LABELS = {
    "care": gettext_lazy("Care"),
    "medication": gettext_lazy("Medicine"),
    "payment": gettext_lazy("Payment"),
}
EXACT = ("source", "street")  # precisions that are a point, not the center of an area
COLUMNS = "pk public_id slug name program street city state zip address_withheld precision".split()
PHONE_COLUMNS = [
    f"phones__{name}" for name in "kind position display e164 extension answered_by".split()
]


@dataclass(frozen=True)
class Card:
    """
    The little a card shows of a facility.

    `street`: "" where it isn't published. `phone`: the number to call, a Phone that isn't
    saved, or None. `miles`: how far, `far` in words; None and "" where nobody asked.
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
    miles: float | None
    far: str
    phone: Phone | None
    is_real: bool
    is_mental_health_only: bool
    only: str
    lines: list[tuple[str, str]]

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
    Return the Cards of [(facility pk, miles or None)], in that order; one query.

    What each offers comes from the Index; who is gone since it was built has no card.
    """
    rows, phones = _read([pk for pk, _miles in found])
    labels = {group: str(label) for group, label in LABELS.items()}
    return [
        _card(rows[pk], miles, phones.get(pk), index, labels)
        for pk, miles in found
        if pk in rows and pk in index.position
    ]


def _read(pks):
    """Return {pk: COLUMNS} and {pk: the number to call}, the main one or the first of others."""
    rows, phones = {}, {}
    found = Facility.objects.filter(pk__in=pks).order_by("phones__position")
    for pk, *values in found.values_list(*COLUMNS, *PHONE_COLUMNS):
        rows[pk] = [pk, *values[: len(COLUMNS) - 1]]
        kind, *rest = values[len(COLUMNS) - 1 :]
        if kind and (pk not in phones or kind == Phone.Kind.MAIN):
            phones[pk] = Phone(None, pk, kind, *rest)
    return rows, phones


def _card(row, miles, phone, index, labels):
    pk, public_id, slug, name, program, street, city, state, number, withheld, precision = row
    position, known = index.position[pk], index.known
    shown = index.on_card(position)
    return Card(
        name=name,
        url=f"{_before_id(get_language())}{public_id}/{slug}/",
        program=program,
        street=street,
        place=f"{city}, {state} {number}",
        city=city,
        state=state,
        withheld=withheld,
        miles=miles,
        far="" if miles is None else how_far(miles, precision in EXACT),
        phone=phone,
        is_real=index.is_real(position),
        is_mental_health_only=index.is_mental_health_only(position),
        only=". ".join(one.name for one in known.only_of(shown)),
        lines=_lines(shown, known, labels),
    )


def _lines(shown, known, labels):
    lines = {}
    for pk in shown:
        if group := known.card_group[pk]:
            lines.setdefault(group, []).append(known.escaped[pk][-1])
    return [(labels[group], mark_safe(", ".join(names))) for group, names in lines.items()]


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
