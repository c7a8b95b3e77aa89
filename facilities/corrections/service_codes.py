"""Which codes make a service, and which deny it: what a correction of it gives and takes."""

from collections import defaultdict

from facilities.corrections.rules import Codes
from facilities.models import Service, ServiceRelation


def codes_of(pks):
    """Return {pk: Codes} of the services with these pks, a set; None in it is no service."""
    pks = pks - {None}
    if not pks:
        return {}
    making, denying = _making(pks), _denying(pks)
    return {pk: Codes(frozenset(making[pk]), frozenset(denying[pk])) for pk in pks}


def codes_of_one(pk):
    """Return the Codes of the service with this pk; none for None."""
    return codes_of({pk}).get(pk, Codes())


def _making(pks):
    """Return {pk: codes}: the service's own and those that define it."""
    found = defaultdict(set)
    own = Service.objects.filter(pk__in=pks).exclude(code="")
    for pk, code in own.values_list("pk", "code"):
        found[pk].add(code)
    links = Service.any_of.through.objects.filter(from_service__in=pks)
    for pk, code in links.values_list("from_service_id", "to_service__code"):
        found[pk].add(code)
    return found


def _denying(pks):
    """Return {pk: codes}: of the services that deny it, or deny what it is a part of."""
    wholes = {pk: {pk} for pk in pks}
    parts = Service.any_of.through.objects.filter(to_service__in=pks)
    for whole, pk in parts.values_list("from_service_id", "to_service_id"):
        wholes[pk].add(whole)
    denied = defaultdict(set)
    relations = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.DENIED_BY)
    for pk, code in relations.values_list("service_id", "other__code"):
        denied[pk].add(code)
    return {pk: set().union(*(denied[whole] for whole in some)) for pk, some in wholes.items()}
