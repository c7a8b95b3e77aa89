"""A correction of a service that a facility doesn't offer."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Answer, Kind
from facilities.models import Correction


class NotOfferedKind(Kind):
    """It doesn't offer a service: none of the codes that make it stands."""

    value = Correction.Kind.NOT_OFFERED
    boxes = ("service",)
    answer = Answer.NOT_OFFERED
    part = "refused"

    def clean(self, values, correction, facility, source):
        pk = values["service"].pk
        if pk not in facility.service_pks and pk != correction.service_id:
            return {"service": _("Its listing doesn't say that it offers this.")}
        return {}

    def says(self, correction, composed, listed, codes):
        return " ".join(sorted(self.removed_codes(codes).intersection(composed.codes)))

    def agrees(self, correction, composed, codes):
        return not codes.making.intersection(composed.codes)

    def is_news(self, correction, says):
        return not set(says.split()) <= set(correction.said.split())

    def lay(self, correction, composed, locations, codes):
        kept = (code for code in composed.codes if code not in codes.making)
        return composed._replace(codes=tuple(kept))

    def removed_codes(self, codes):
        return codes.making
