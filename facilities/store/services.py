"""The services of facilities, by the codes that mean them."""

from collections import defaultdict
from graphlib import TopologicalSorter

from facilities.models import Service, ServiceRelation
from facilities.offered import text_of


class ServicesOfCodes:
    """Which services a set of codes means: the codes' own and those defined by them.

    One that another contradicts isn't given ("only opioid use" beside "alcohol detox"). What
    may itself be contradicted is settled first.
    """

    def __init__(self):
        own = Service.objects.exclude(code="").values_list("code", "pk")
        self.meant = {code: {pk} for code, pk in own}
        links = Service.any_of.through.objects.values_list("to_service__code", "from_service_id")
        for code, pk in links:
            self.meant[code].add(pk)
        self.without = defaultdict(set)
        apart = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.WITHOUT)
        for pk, other in apart.values_list("service_id", "other_id"):
            self.without[pk].add(other)
        self.narrowed = [
            pk for pk in TopologicalSorter(self.without).static_order() if pk in self.without
        ]

    def __call__(self, codes):
        """Return the sorted primary keys of the services."""
        pks = set().union(*map(self.meant.__getitem__, codes))
        for pk in self.narrowed:
            if self.without[pk] & pks:
                pks.discard(pk)
        return sorted(pks)

    def text(self, codes):
        """Return the services as `Facility.offered` has them."""
        return text_of(self(codes))
