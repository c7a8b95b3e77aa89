"""The corrections in force, read once for all facilities of an import or for one."""

from collections import defaultdict
from copy import copy
from dataclasses import replace
from itertools import chain

from django.db.models import F
from django.utils import timezone

from facilities import store
from facilities.corrections.kinds import Codes, in_order, kind_of
from facilities.corrections.service_codes import codes_of
from facilities.listings.compose import Listed, compose
from facilities.listings.readers import record_of
from facilities.models import Correction, Listing

# The code of an opioid treatment program.
CERTIFIED = "OTP"


class Corrections:
    """Lays what was confirmed over what listings say, and notes which of it they now say, too.

    `of`: {facility pk: its active Corrections}. `settled`, `contested`, `dropped`: the
    Corrections found to be so; `write` stores it. Dropped are addresses that the source
    doesn't publish any more: nor do we.
    """

    def __init__(self, pks=None):
        """Read the active ones of all facilities, or of those with these pks."""
        active = Correction.objects.active().filter(facility__merged_into=None)
        active = active.select_related("facility").order_by("pk")
        by_facility = defaultdict(list)
        for correction in active if pks is None else active.filter(facility__in=pks):
            by_facility[correction.facility_id].append(correction)
        self.of = {pk: in_order(corrections) for pk, corrections in by_facility.items()}
        self.settled, self.contested, self.dropped, self._changed = [], [], [], []
        every = chain.from_iterable(self.of.values())
        self._codes = codes_of({correction.service_id for correction in every})

    def codes(self, correction):
        """Return the Codes of the service a Correction is about."""
        return self._codes.get(correction.service_id, Codes())

    def removed(self, pk):
        """Return the codes that don't count for a facility though its listings name them."""
        corrections = self.of.get(pk, ())
        return frozenset().union(
            *(kind_of(each).removed_codes(self.codes(each)) for each in corrections)
        )

    def count_in(self, stored):
        """Add to {pk: Stored} the codes that corrections gave: no listing names them.

        Not kept in `Listing.codes`: who names one code of a group has answered for all of it.
        """
        for pk, corrections in self.of.items():
            if pk in stored:
                given = (kind_of(each).given_codes(self.codes(each)) for each in corrections)
                stored[pk].codes = tuple(sorted({*stored[pk].codes, *chain(*given)}))

    def over(self, pk, listed, locations, coverage):
        """Return the Composed of a facility's `Listed`, with its corrections laid over it."""
        composed = source = compose(listed, locations, coverage)
        corrections = self.of.get(pk, ())
        is_withheld = source.fields["address_withheld"] or any(
            kind_of(correction).hides_address for correction in corrections
        )
        for correction in corrections:
            codes, kind = self.codes(correction), kind_of(correction)
            if kind.gives_address and is_withheld:
                self._end(correction, Correction.State.WITHDRAWN, self.dropped)
            elif kind.agrees(correction, source, codes):
                self._end(correction, Correction.State.SETTLED, self.settled)
            else:
                composed = kind.lay(correction, composed, locations, codes)
                self._compare(correction, kind.says(correction, source, listed, codes))
        if CERTIFIED not in composed.codes:  # it isn't such a program, or nobody can say
            composed = composed.with_fields(certification="", certified_since=None)
        return composed

    def _compare(self, correction, says):
        news = kind_of(correction).is_news(correction, says)
        if news:
            self.contested.append(correction)
        if news != correction.is_contested:
            correction.is_contested = news
            self._changed.append(correction)

    def _end(self, correction, state, ended):
        correction.state, correction.is_contested = state, False
        correction.ended_on = timezone.localdate()
        ended.append(correction)
        self._changed.append(correction)

    def write(self, edition=None):
        """Store the corrections whose state changed; nothing is written where none did.

        `edition`: the Edition whose import ended those that have ended.
        """
        if self._changed:
            for correction in self._changed:
                correction.ended_by = None if correction.is_active else edition
            fields = ["state", "is_contested", "ended_on", "ended_by"]
            Correction.objects.bulk_update(self._changed, fields, store.BATCH)

    def continued(self):
        """Return the Corrections that are in force after these: without those that have ended."""
        after = copy(self)
        after.of = {
            pk: [correction for correction in corrections if correction.is_active]
            for pk, corrections in self.of.items()
        }
        after.settled, after.contested, after.dropped, after._changed = [], [], [], []
        return after

    def pks_matched_otherwise(self, stored):
        """Return the pks of facilities that show another number or address than is listed."""
        return [
            pk
            for pk, corrections in self.of.items()
            if pk in stored and any(kind_of(each).changes_matching for each in corrections)
        ]

    def as_listed(self, stored, listed_of, locations, coverage):
        """Return {pk: Stored} of facilities as listings have them: {pk: [Listed]}.

        An edition is matched with what the last one said: it knows nothing of corrections.
        """
        listed_values = {}
        for pk, listed in listed_of.items():
            fields, phones, _codes = compose(listed, locations, coverage)
            listed_values[pk] = replace(stored[pk], values=fields, phones=list(phones))
        return listed_values


def listings_of(pks):
    """Return {facility pk: [Listed]} of what lists each now.

    Of a facility that nothing lists any more: what listed it last.
    """
    current, last = defaultdict(list), defaultdict(list)
    for batch in store.batches(pks):
        # Of one edition its own rows come before those of what was merged into it.
        order = ("edition", F("merged_from").asc(nulls_first=True), "line")
        rows = Listing.objects.filter(facility__in=batch).order_by(*order)
        names = ("facility_id", "raw", "edition__kind", "edition__year", "edition_id")
        for pk, raw, kind, year, edition, series, is_current in rows.values_list(
            *names, "edition__series", "edition__is_current"
        ):
            listed = Listed(record_of(kind, raw), kind, year, edition, series)
            (current if is_current else last)[pk].append(listed)
    return {**last, **current}


def write_codes(pk, removed):
    """Let the listings of a facility name all their codes but the `removed` ones."""
    for listing in Listing.objects.filter(facility=pk).select_related("edition"):
        codes = record_of(listing.edition.kind, listing.raw).codes
        kept = " ".join(code for code in codes if code not in removed)
        if kept != listing.codes:
            Listing.objects.filter(pk=listing.pk).update(codes=kept)
