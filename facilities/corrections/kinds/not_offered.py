"""A correction of a service that a facility doesn't offer."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Answer, Kind
from facilities.models import Correction, Service, ServiceRelation


class NotOfferedKind(Kind):
    """It doesn't offer a service: none of the codes that make it stands."""

    value = Correction.Kind.NOT_OFFERED
    boxes = ("service",)
    answer = Answer.NOT_OFFERED
    part = "refused"

    def clean(self, values, correction, facility, source):
        service = values["service"]
        if service.pk not in facility.service_pks and service.pk != correction.service_id:
            return {"service": _("Its listing doesn't say that it offers this.")}
        if outlasting := _outlasting(service, facility):
            message = _("Its listing says so through these services: correct them instead. %s")
            return {"service": message % "; ".join(outlasting)}
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


def _outlasting(service, facility):
    """Return the names of services that say it and would stand though its own codes don't.

    "No live-in rehab" beside "Live-in program" would be no correction.
    """
    if service.code:
        return []
    removed = {part.pk for part in service.any_of.all()}
    said_by = service.relations.filter(kind=ServiceRelation.Kind.SAID_BY)
    saying = Service.objects.filter(pk__in=said_by.values("other"))
    return [
        other.name
        for other in saying.filter(pk__in=facility.service_pks).prefetch_related("any_of")
        if ({part.pk for part in other.any_of.all()} or {other.pk}) & facility.service_pks - removed
    ]
