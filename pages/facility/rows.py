"""All rows about one facility: two to four queries, whose SQL is written once."""

from django.db.models import QuerySet, prefetch_related_objects

from database.compiled import Compiled
from derived import Derived
from facilities.corrections.public import public_corrections
from facilities.models import (
    Correction,
    Edition,
    Facility,
    Listing,
    Phone,
    current_revision,
)
from pages.facility.description import CORRECTIONS

# No facility has it.
EXAMPLE = -1
UNREAD = ("counts", "code_counts")

_facility = Compiled(lambda public_id: Facility.objects.filter(public_id=public_id), "example")
_phones = Compiled(lambda pk: Phone.objects.filter(facility_id=pk), EXAMPLE)
_listings = Compiled(lambda pk: Listing.objects.filter(facility_id=pk).defer("raw"), EXAMPLE)
_corrected = Compiled(
    lambda pk: (
        public_corrections().filter(facility_id=pk).order_by().values_list("facility_id", "pk")
    ),
    EXAMPLE,
)


# {pk: Edition}, the few there are, of a revision: each save of one gives another.
_editions = Derived(
    lambda _revision: Edition.objects.order_by().defer(*UNREAD).in_bulk(), version=current_revision
)


def facility_of(public_id, index, revision):
    """Return the Facility of a public id with all that its page reads, or None.

    What `prefetch_related` of LISTINGS and CORRECTIONS gives, a tenth of its time; numbers apart
    (`phones_of`). `revision`: the directory's, asked of the database before; an Index of it tells
    whether there is any correction.
    """
    if not (rows := _facility.rows(public_id)):
        return None
    facility = rows[0]
    listings = _listings.rows(facility.pk)
    editions = _editions.of(revision)
    for listing in listings:
        # A list that came since the revision was asked for is read by itself.
        if edition := editions.get(listing.edition_id):
            listing.edition = edition
    vars(facility)["_prefetched_objects_cache"] = {
        "listings": _read(Listing, facility, listings),
        "corrections": _read(Correction, facility, _corrections(facility, index, revision)),
    }
    return facility


def _corrections(facility, index, revision):
    """Return the Corrections of a Facility that pages speak of."""
    is_any = index.corrections if index.token == revision else dict(_corrected.values(facility.pk))
    if facility.pk not in is_any:
        return []
    prefetch_related_objects([facility], CORRECTIONS)
    return list(facility.corrections.all())


def phones_of(facility, index, revision):
    """Return the numbers of a Facility in its order: those of the Index, if that has them."""
    ordinal = index.ordinals.get(facility.pk) if index.token == revision else None
    return _phones.rows(facility.pk) if ordinal is None else index.entries[ordinal].phones


def _read(model, facility, rows):
    """Return a queryset that has been read already, as Django's own prefetching leaves it.

    It is narrowed to the facility: what is made of it later, by `filter`, say, is of that alone.
    Django narrows it then, as it does for related managers: few pages ask for anything else.
    """
    queryset = QuerySet(model)
    narrowed = (False, (), {"facility_id": facility.pk})
    vars(queryset).update(_result_cache=rows, _prefetch_done=True, _deferred_filter=narrowed)
    return queryset
