"""A correction of a service that a facility offers, though its listing doesn't say so."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Answer
from facilities.corrections.kinds.not_offered import NotOfferedKind
from facilities.models import Correction, Service


class OfferedKind(NotOfferedKind):
    """It offers a service: its code stands, and none that says it doesn't."""

    value = Correction.Kind.OFFERED
    answer = Answer.OFFERED
    part = "offered"

    def clean(self, values, correction, facility, source):
        service = values["service"]
        if not service.code or service.polarity != Service.Polarity.OFFERS:
            return {"service": _("Choose a single service, not one made up of several.")}
        return {}

    def agrees(self, correction, composed, codes):
        held = set(composed.codes)
        return codes.making <= held and not codes.denying & held

    def lay(self, correction, composed, locations, codes):
        kept = set(composed.codes) - codes.denying | codes.making
        return composed._replace(codes=tuple(sorted(kept)))

    def given_codes(self, codes):
        return codes.making

    def removed_codes(self, codes):
        return codes.denying
