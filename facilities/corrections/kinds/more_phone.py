"""A correction that adds a number."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.numbers import NumberKind, dialled_by, number_of, with_number
from facilities.models import Correction


class MorePhoneKind(NumberKind):
    """A number that reaches the place, which no listing gives."""

    value = Correction.Kind.MORE_PHONE
    boxes = ("phone", "line")
    optional = frozenset({"line"})
    told_apart_by = "phone"
    changes_matching = True
    part = "numbers"
    provenance_words = _("A number added %(date)s, %(how)s")

    def clean(self, values, correction, facility, source):
        values["line"] = values["line"] or Correction.Line.OTHER
        return super().clean(values, correction, facility, source)

    def agrees(self, correction, composed, codes):
        right = dialled_by(correction, composed.fields["state"])
        return any(phone.dialled == right for phone in composed.phones)

    def lay(self, correction, composed, locations, codes):
        right = number_of(correction, composed.fields["state"])
        return composed._replace(phones=with_number(composed.phones, correction.line, right))
