"""A correction of the number to call."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.numbers import (
    APART,
    NumberKind,
    WrongNumbers,
    dialled,
    dialled_by,
    number_of,
    record_for,
)
from facilities.models import Correction
from facilities.numbers import main_number


class PhoneKind(NumberKind):
    """The number to call is another, or is wrong. A wrong one is kept off wherever it stands."""

    value = Correction.Kind.PHONE
    boxes = ("phone", "is_gone")
    optional = frozenset({"is_gone"})
    box_or_gone = "phone"
    takes_number_off = True
    changes_matching = True
    part = "phone"
    provenance_words = _("Phone corrected %(date)s, %(how)s")
    gone_words = _("Phone found to be wrong %(date)s, %(how)s")

    def says(self, correction, composed, listed, codes):
        return self.overview(composed)

    def overview(self, composed):
        shown = main_number(composed.phones)
        return shown.display if shown else ""

    def agrees(self, correction, composed, codes):
        state = composed.fields["state"]
        if any(map(_wrong(correction, state), composed.phones)):
            return False
        shown = main_number(composed.phones)
        right = dialled_by(correction, state)
        return correction.is_gone or shown is not None and shown.dialled == right

    def is_news(self, correction, says):
        return dialled(says) not in (dialled(correction.said), dialled(correction.phone))

    def lay(self, correction, composed, locations, codes):
        state = composed.fields["state"]
        right, is_wrong = number_of(correction, state), _wrong(correction, state)
        kept = [phone for phone in composed.phones if not is_wrong(phone)]
        if right:
            shown = main_number(composed.phones)
            rest = [p for p in kept if p is not shown and p.dialled != right.dialled]
            kept = [record_for("main", right), *rest]
        return composed._replace(phones=tuple(kept))

    def remember(self, correction, before):
        # A number found wrong earlier still is, though the source now says a third.
        texts = correction.wrong, before, correction.said
        correction.wrong = wrong_numbers(*texts, right=correction.phone)

    def gives_number(self, correction):
        return bool(correction.phone)

    def seeks_number(self, correction):
        return correction.is_gone


def wrong_numbers(*texts, right=""):
    """Return as one text the numbers of `texts`, each once, without one that is right."""
    numbers = dict.fromkeys(number for text in texts for number in text.split(APART))
    return APART.join(number for number in numbers if number and number != right)


def _wrong(correction, state):
    texts = wrong_numbers(correction.wrong, correction.said)
    return WrongNumbers(texts, correction, state)
