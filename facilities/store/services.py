"""Writing the services of facilities, a million rows of them, by the codes that mean them."""

from collections import defaultdict
from graphlib import TopologicalSorter
from itertools import chain, islice

from django.db import connection

from facilities.models import FacilityService, Service, ServiceRelation, mark_changed
from facilities.store.database import BATCH, delete_of, refresh_statistics

ROWS_AN_INSERT = 400
ROWS_A_COPY = 20_000


class ServicesOfCodes:
    """Which services a set of codes means: the codes' own and those defined by them.

    One that another contradicts isn't given ("only opioid use" beside "alcohol detox"). What
    may itself be contradicted is settled first.
    """

    def __init__(self):
        self.own = dict(Service.objects.exclude(code="").values_list("code", "pk"))
        self.defined = defaultdict(set)
        links = Service.any_of.through.objects.values_list("to_service__code", "from_service_id")
        for code, pk in links:
            self.defined[code].add(pk)
        self.without = defaultdict(set)
        apart = ServiceRelation.objects.filter(kind=ServiceRelation.Kind.WITHOUT)
        for pk, other in apart.values_list("service_id", "other_id"):
            self.without[pk].add(other)
        self.narrowed = [
            pk for pk in TopologicalSorter(self.without).static_order() if pk in self.without
        ]

    def __call__(self, codes):
        """Return the sorted primary keys of the services."""
        pks = {self.own[code] for code in codes}
        pks = pks.union(*(self.defined[code] for code in codes if code in self.defined))
        for pk in self.narrowed:
            if self.without[pk] & pks:
                pks.discard(pk)
        return sorted(pks)


def write_services(codes, new=frozenset()):
    """Replace the services of facilities: {facility pk: codes}.

    `new` facilities have none yet. By COPY on PostgreSQL, by many rows an INSERT on
    SQLite (half the time of executemany): a national directory has a million of them.
    """
    services_of = ServicesOfCodes()
    mark_changed()
    delete_of(FacilityService, [pk for pk in codes if pk not in new])
    rows = ((pk, service) for pk in sorted(codes) for service in services_of(codes[pk]))
    with connection.cursor() as cursor:
        table = FacilityService._meta.db_table
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} (facility_id, service_id) FROM STDIN") as copy:
                while batch := list(islice(rows, ROWS_A_COPY)):
                    copy.write("".join(map("%d\t%d\n".__mod__, batch)))
        else:
            insert = f"INSERT INTO {table} (facility_id, service_id) VALUES "  # noqa: S608 - a model's
            while batch := list(islice(rows, ROWS_AN_INSERT)):
                marks = ", ".join(["(%s, %s)"] * len(batch))
                cursor.execute(insert + marks, list(chain.from_iterable(batch)))
    if len(codes) >= BATCH:
        refresh_statistics(FacilityService)
