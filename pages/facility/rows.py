"""All rows about one facility: five queries, whose SQL is written once."""

from django.db.models import QuerySet, prefetch_related_objects

from database.compiled import Compiled
from facilities.corrections.public import public_corrections
from facilities.models import Correction, Edition, Facility, Listing, Phone
from pages.facility.description import CORRECTIONS

# No facility has it.
EXAMPLE = -1
UNREAD = ("counts", "code_counts")

_facility = Compiled(lambda public_id: Facility.objects.filter(public_id=public_id), "example")
_phones = Compiled(lambda pk: Phone.objects.filter(facility_id=pk), EXAMPLE)
_listings = Compiled(lambda pk: Listing.objects.filter(facility_id=pk).defer("raw"), EXAMPLE)
_editions = Compiled(
    lambda pk: (
        Edition.objects.filter(pk__in=Listing.objects.filter(facility_id=pk).values("edition_id"))
        .order_by()
        .defer(*UNREAD)
    ),
    EXAMPLE,
)
_corrected = Compiled(
    lambda pk: public_corrections().filter(facility_id=pk).order_by().values_list("pk"), EXAMPLE
)


def facility_of(public_id):
    """Return the Facility of a public id with all that its page reads, or None.

    What `prefetch_related` of LISTINGS and CORRECTIONS gives, a tenth of its time.
    """
    if not (rows := _facility.rows(public_id)):
        return None
    facility = rows[0]
    listings = _listings.rows(facility.pk)
    editions = {edition.pk: edition for edition in _editions.rows(facility.pk)}
    for listing in listings:
        listing.edition = editions[listing.edition_id]
    if _corrected.values(facility.pk):
        prefetch_related_objects([facility], CORRECTIONS)
        corrections = list(facility.corrections.all())
    else:
        corrections = []
    vars(facility)["_prefetched_objects_cache"] = {
        "phones": _read(Phone, facility, _phones.rows(facility.pk)),
        "listings": _read(Listing, facility, listings),
        "corrections": _read(Correction, facility, corrections),
    }
    return facility


def _read(model, facility, rows):
    """Return a queryset that has been read already, as Django's own prefetching leaves it.

    It is narrowed to the facility: what is made of it later, by `filter`, say, is of that alone.
    Django narrows it then, as it does for related managers: few pages ask for anything else.
    """
    queryset = QuerySet(model)
    narrowed = (False, (), {"facility_id": facility.pk})
    vars(queryset).update(_result_cache=rows, _prefetch_done=True, _deferred_filter=narrowed)
    return queryset
