"""A correction that closes a facility."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Kind
from facilities.models import Correction


class ClosedKind(Kind):
    """It has closed. Silence doesn't settle that: directories leave out who didn't answer."""

    value = Correction.Kind.CLOSED
    closes = True
    part = "closed"
    provenance_words = _("Closed: recorded here %(date)s, %(how)s")

    def says(self, correction, composed, listed, codes):
        return ", ".join(sorted({f"{record.kind} {record.year}" for record in listed}))

    def is_news(self, correction, says):
        return not set(says.split(", ")) - {""} <= set(correction.said.split(", "))

    def lay(self, correction, composed, locations, codes):
        return composed.with_fields(status="closed")
