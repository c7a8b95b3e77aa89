"""A correction of a number besides the one to call."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.numbers import (
    NumberKind,
    WrongNumbers,
    dialled,
    dialled_by,
    number_of,
    other_numbers,
    record_for,
    with_number,
)
from facilities.models import Correction


class OtherPhoneKind(NumberKind):
    """Another number is wrong: the right one stands in its place, or none does."""

    value = Correction.Kind.OTHER_PHONE
    boxes = ("wrong", "phone", "is_gone")
    optional = frozenset({"is_gone"})
    box_or_gone = "phone"
    told_apart_by = "wrong"
    takes_number_off = True
    changes_matching = True
    part = "numbers"
    provenance_words = _("Another number corrected %(date)s, %(how)s")
    gone_words = _("A wrong number taken off %(date)s, %(how)s")

    def clean(self, values, correction, facility, source):
        errors = super().clean(values, correction, facility, source)
        lines = {phone.display: phone.kind for phone in other_numbers(source)}
        lines.setdefault(correction.wrong, correction.line)
        if not (line := lines.get(values["wrong"])):
            text = _("Its listing gives no such number. Choose one it gives.")
            return {**errors, "wrong": text}
        values["line"] = line.replace("main", "other")
        return errors

    def says(self, correction, composed, listed, codes):
        is_wrong = _wrong(correction, composed.fields["state"])
        return next((phone.display for phone in composed.phones if is_wrong(phone)), "")

    def overview(self, composed):
        return ", ".join(phone.display for phone in other_numbers(composed))

    def agrees(self, correction, composed, codes):
        state = composed.fields["state"]
        if any(map(_wrong(correction, state), composed.phones)):
            return False
        right = dialled_by(correction, state)
        return correction.is_gone or any(phone.dialled == right for phone in composed.phones)

    def is_news(self, correction, says):
        return dialled(says) != dialled(correction.said)

    def lay(self, correction, composed, locations, codes):
        state = composed.fields["state"]
        right, is_wrong = number_of(correction, state), _wrong(correction, state)
        phones = []
        for phone in composed.phones:
            if not is_wrong(phone):
                phones.append(phone)
            elif right and right.dialled not in {p.dialled for p in (*composed.phones, *phones)}:
                phones.append(record_for(phone.kind, right))
        return composed._replace(phones=with_number(phones, correction.line, right))


def _wrong(correction, state):
    return WrongNumbers(correction.wrong, correction, state)
