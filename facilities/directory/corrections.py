"""The corrections in force, read once for all facilities of an import or for one."""

from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from facilities.directory import store
from facilities.directory.compose import Listed, compose
from facilities.directory.overlay import agrees, is_news, lay, source_says
from facilities.directory.readers import record_of
from facilities.models import Correction, Listing, Service

MOVING = {Correction.What.PHONE, Correction.What.ADDRESS}


class Corrections:
    """
    Lays what was confirmed over what listings say, and notes which of it they now say, too.

    `settled`, `contested`, `dropped`: the Corrections found to be so; `write` keeps it.
    Dropped are addresses that the source doesn't publish any more: nor do we.
    """

    def __init__(self, pks=None):
        """Read the active ones of all facilities, or of those with these pks."""
        active = Correction.objects.active().filter(facility__merged_into=None)
        active = active.select_related("facility").order_by("pk")
        self.of = defaultdict(list)
        for one in active if pks is None else active.filter(facility__in=pks):
            self.of[one.facility_id].append(one)
        self.settled, self.contested, self.dropped, self._changed = [], [], [], []
        self._codes = _codes_of({one.service_id for some in self.of.values() for one in some})

    @staticmethod
    def of_service(pk):
        """Return the codes that make the service with this pk; none for None."""
        return _codes_of({pk}).get(pk, frozenset())

    def codes(self, correction):
        """Return the codes that make the service a Correction is about."""
        return self._codes.get(correction.service_id, frozenset())

    def removed(self, pk):
        """Return the codes that a facility was found not to stand for."""
        return frozenset().union(*(self.codes(one) for one in self.of.get(pk, ())))

    def over(self, pk, listed, positions):
        """Return what `compose` makes of a facility's `Listed`, with its corrections over it."""
        composed = source = compose(listed, positions)
        for correction in self.of.get(pk, ()):
            codes = self.codes(correction)
            if correction.what == Correction.What.ADDRESS and source[0]["address_withheld"]:
                self._end(correction, Correction.State.WITHDRAWN, self.dropped)
                continue
            if agrees(correction, source, codes):
                self._end(correction, Correction.State.SETTLED, self.settled)
                continue
            composed = lay(correction, composed, positions, codes)
            news = is_news(correction, source_says(correction, source, listed, codes))
            if news:
                self.contested.append(correction)
            if news != correction.is_contested:
                correction.is_contested = news
                self._changed.append(correction)
        return composed

    def _end(self, correction, state, found):
        correction.state, correction.is_contested = state, False
        correction.ended_on = timezone.localdate()
        found.append(correction)
        self._changed.append(correction)

    def write(self):
        """Keep what was found out; nothing is written where nothing changed."""
        if self._changed:
            fields = ["state", "is_contested", "ended_on"]
            Correction.objects.bulk_update(self._changed, fields, store.BATCH)

    def as_listed(self, stored, positions):
        """
        Return {pk: Stored} of facilities that show another number or address than listed.

        An edition is matched with what the last one said: it knows nothing of corrections.
        """
        pks = [
            pk for pk, some in self.of.items() if pk in stored and MOVING & {c.what for c in some}
        ]
        found = {}
        for pk, listed in listings_of(pks).items():
            fields, phones, _codes = compose(listed, positions)
            found[pk] = replace(stored[pk], values=fields, phones=list(phones))
        return found


def listings_of(pks):
    """
    Return {facility pk: [Listed]} of what lists each now; of one that nothing lists any
    more, what listed it last.
    """
    found, last = defaultdict(list), defaultdict(list)
    for batch in store.batches(pks):
        rows = Listing.objects.filter(facility__in=batch).order_by("edition", "line")
        names = ("facility_id", "raw", "edition__kind", "edition__year", "edition__is_current")
        for pk, raw, kind, year, is_current in rows.values_list(*names):
            (found if is_current else last)[pk].append(Listed(record_of(kind, raw), kind, year))
    return {**last, **found}


def write_codes(pk, removed):
    """Let the listings of a facility name all their codes but the `removed` ones."""
    for listing in Listing.objects.filter(facility=pk).select_related("edition"):
        codes = record_of(listing.edition.kind, listing.raw).codes
        kept = " ".join(code for code in codes if code not in removed)
        if kept != listing.codes:
            Listing.objects.filter(pk=listing.pk).update(codes=kept)


def _codes_of(services):
    """Return {service pk: codes that make it}, its own or those that define it."""
    services = services - {None}
    found = defaultdict(set)
    if services:
        own = Service.objects.filter(pk__in=services).exclude(code="")
        links = Service.any_of.through.objects.filter(from_service__in=services)
        for pk, code in own.values_list("pk", "code"):
            found[pk].add(code)
        for pk, code in links.values_list("from_service_id", "to_service__code"):
            found[pk].add(code)
    return {pk: frozenset(codes) for pk, codes in found.items()}
