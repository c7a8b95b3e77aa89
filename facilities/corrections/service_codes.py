"""Which codes make a service, and which deny it: what a correction of it gives and takes."""

from collections import defaultdict

from facilities.corrections.kinds import Codes
from facilities.models import Service, ServiceRelation


def codes_of(pks):
    """Return {pk: Codes} of the services with these pks, a set; None in it is no service."""
    pks = pks - {None}
    if not pks:
        return {}
    making, denying = _making(pks), _denying(pks)
    return {pk: Codes(frozenset(making[pk]), frozenset(denying[pk])) for pk in pks}


def codes_of_service(pk):
    """Return the Codes of the service with this pk; none for None."""
    return codes_of({pk}).get(pk, Codes())


def _making(pks):
    """Return {pk: codes}: the service's own and those that define it."""
    codes = defaultdict(set)
    own = Service.objects.filter(pk__in=pks).exclude(code="")
    for pk, code in own.values_list("pk", "code"):
        codes[pk].add(code)
    links = Service.any_of.through.objects.filter(from_service__in=pks)
    for pk, code in links.values_list("from_service_id", "to_service__code"):
        codes[pk].add(code)
    return codes


def _denying(pks):
    """Return {pk: codes}: of the services that deny it, or deny a service it is part of."""
    wholes = {pk: {pk} for pk in pks}
    parts = Service.any_of.through.objects.filter(to_service__in=pks)
    for whole, pk in parts.values_list("from_service_id", "to_service_id"):
        wholes[pk].add(whole)
    denied = defaultdict(set)
    relations = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.DENIED_BY)
    for pk, code in relations.values_list("service_id", "other__code"):
        denied[pk].add(code)
    return {pk: set().union(*(denied[whole] for whole in pks)) for pk, pks in wholes.items()}
