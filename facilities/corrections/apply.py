"""The corrections in force, read once for all facilities of an import or for one."""

from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from facilities import store
from facilities.corrections.rules import Codes, in_order, rule_of
from facilities.corrections.service_codes import codes_of
from facilities.listings.compose import Listed, compose
from facilities.listings.readers import record_of
from facilities.models import Correction, Listing

What = Correction.What
# What an edition is matched by.
MATCHED_BY = {What.PHONE, What.OTHER_PHONE, What.MORE_PHONE, What.ADDRESS, What.WITHHELD}


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
        self.of = {pk: in_order(some) for pk, some in self.of.items()}
        self.settled, self.contested, self.dropped, self._changed = [], [], [], []
        self._codes = codes_of({one.service_id for some in self.of.values() for one in some})

    def codes(self, correction):
        """Return the Codes of the service a Correction is about."""
        return self._codes.get(correction.service_id, Codes())

    def removed(self, pk):
        """Return the codes that a facility was found not to stand for."""
        found = set()
        for one in self.of.get(pk, ()):
            codes = self.codes(one)
            found |= codes.denying if one.what == What.OFFERED else codes.making
        return frozenset(found)

    def count_in(self, stored):
        """
        Add to {pk: Stored} the codes that corrections gave: no listing names them.

        Not kept in `Listing.codes`: who names one code of a group has answered for all of it.
        """
        for pk, some in self.of.items():
            if pk in stored:
                given = (self.codes(one).making for one in some if one.what == What.OFFERED)
                stored[pk].codes.update(*given)

    def over(self, pk, listed, positions):
        """Return the Composed of a facility's `Listed`, with its corrections laid over it."""
        composed = source = compose(listed, positions)
        some = self.of.get(pk, ())
        is_withheld = source.fields["address_withheld"] or any(
            o.what == What.WITHHELD for o in some
        )
        for correction in some:
            codes, rule = self.codes(correction), rule_of(correction)
            if correction.what == What.ADDRESS and is_withheld:
                self._end(correction, Correction.State.WITHDRAWN, self.dropped)
            elif rule.agrees(correction, source, codes):
                self._end(correction, Correction.State.SETTLED, self.settled)
            else:
                composed = rule.lay(correction, composed, positions, codes)
                self._compare(correction, rule.says(correction, source, listed, codes))
        return composed

    def _compare(self, correction, says):
        news = rule_of(correction).is_news(correction, says)
        if news:
            self.contested.append(correction)
        if news != correction.is_contested:
            correction.is_contested = news
            self._changed.append(correction)

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
            pk
            for pk, some in self.of.items()
            if pk in stored and MATCHED_BY & {one.what for one in some}
        ]
        found = {}
        for pk, listed in listings_of(pks).items():
            said = compose(listed, positions)
            found[pk] = replace(stored[pk], values=said.fields, phones=list(said.phones))
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
