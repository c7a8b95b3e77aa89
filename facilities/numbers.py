"""Which of a facility's numbers to call: one rule for pages, searches and corrections."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAIN, INTAKE = "main", "intake"  # kinds of a Phone

# A number as it is dialed: (E.164, extension).
Line = tuple[str, str]


class Number(Protocol):
    """What has a kind of number: a Phone, a PhoneRecord, a number in the index."""

    @property
    def kind(self) -> str: ...


class Dialable(Number, Protocol):
    """A number with all that is needed to call it: a Phone, a number in the index."""

    @property
    def display(self) -> str: ...
    @property
    def e164(self) -> str: ...
    @property
    def extension(self) -> str: ...
    @property
    def answered_by(self) -> str: ...


AnyNumber = TypeVar("AnyNumber", bound=Number)


class NumberToCall(NamedTuple):
    """A number of a facility, and what to say of it.

    `shared_by`: how many facilities give it, at least 1.
    """

    kind: str
    display: str
    e164: str
    extension: str
    answered_by: str
    shared_by: int

    @property
    def uri(self) -> str | None:
        return uri_of(self.e164, self.extension)

    @property
    def call_label(self) -> str:
        """Return what a button to call it says before the number."""
        return _("Call admissions") if self.kind == INTAKE else _("Call")

    @property
    def kind_label(self) -> str:
        """Return whom it reaches, whether or not others give it, too."""
        labels = {INTAKE: _("Admissions"), MAIN: _("Main number")}
        return labels.get(self.kind) or _("Another number")

    @property
    def shared(self) -> str:
        """Return that others answer to it, too; "" where it is a place's own."""
        if self.shared_by == 1:
            return ""
        text = ngettext("shared by %(count)s place", "shared by %(count)s places", self.shared_by)
        return text % {"count": self.shared_by}

    @property
    def label(self) -> str:
        """Return whom it reaches, as far as the listings tell."""
        count = self.shared_by
        if count == 1:
            return self.kind_label
        if self.kind == INTAKE:
            shared = ngettext(
                "Admissions line shared by %(count)s place",
                "Admissions line shared by %(count)s places",
                count,
            )
        elif self.kind == MAIN:
            shared = ngettext(
                "Main number shared by %(count)s place",
                "Main number shared by %(count)s places",
                count,
            )
        else:
            shared = ngettext(
                "Another number, shared by %(count)s place",
                "Another number, shared by %(count)s places",
                count,
            )
        return shared % {"count": count}


def uri_of(e164: str, extension: str) -> str | None:
    """Return the RFC 3966 link of a number, or None of what can't be dialed."""
    if not e164:
        return None
    return f"tel:{e164}" + (f";ext={extension}" if extension else "")


def main_number(phones: Iterable[AnyNumber]) -> AnyNumber | None:
    """Return the main number of `phones`, else the first, else None.

    `phones` is in the facility's order.
    """
    phones = list(phones)
    main = (phone for phone in phones if phone.kind == MAIN)
    return next(main, next(iter(phones), None))


def numbers_to_call(
    phones: Iterable[Dialable], places: Callable[[Line], int], main_leads: bool = False
) -> list[NumberToCall]:
    """Return all `phones` of a facility in the order to try them for starting treatment.

    Its own admissions line comes before one that it shares, that before its main number,
    and that before what its source gives without saying what it is. `places` tells how many
    facilities give a line. `main_leads`: people found out that the main number is the one to
    call. That holds, too, where it is known who answers it.
    """
    numbers = [
        NumberToCall(
            phone.kind,
            phone.display,
            phone.e164,
            phone.extension,
            phone.answered_by,
            max(1, places((phone.e164, phone.extension))) if phone.e164 else 1,
        )
        for phone in phones
    ]
    return sorted(numbers, key=lambda number: _rank(number, main_leads))


def _rank(number: NumberToCall, main_leads: bool) -> tuple[bool, int]:
    is_main = number.kind == MAIN
    if is_main and (main_leads or number.answered_by):
        rank = 0
    elif number.kind == INTAKE:
        rank = 1 if number.shared_by == 1 else 2
    else:
        rank = 3 if is_main else 4
    return not number.e164, rank
