"""What the API says beyond a facility's own fields: of many facilities, in a few queries."""

from collections import defaultdict
from itertools import compress

from django.db.models import Prefetch

from facilities.corrections.public import public_corrections
from facilities.models import Edition, Facility, Listing, Phone, PublishedFacility
from facilities.service_answers import answers_of
from search.words.notes import notes
from search.words.unused import other_words

# What is large of a listing and its edition, and not asked here.
UNREAD = ("raw", "edition__counts", "edition__code_counts")


def read(hits):
    """Return the facilities of [(pk, miles or None)], each with its `distance`."""
    by_pk = Facility.objects.in_bulk([pk for pk, _miles in hits])
    facilities = []
    for pk, miles in hits:
        if facility := by_pk.get(pk):  # it may be gone since the index was built
            facility.distance = miles
            facilities.append(facility)
    return facilities


def attach_details(facilities, index):
    """Give each facility what `FacilitySerializer` asks of it; 4 queries for those in the Index.

    `service_slugs` (offered) and `denied_slugs` (not offered) are in the order of the
    taxonomy; of a service in neither, no source says anything. `code_list` is sorted;
    `listed_in` has the newest edition first; `main_phone` may be None; `numbers` are
    NumbersToCall; `updated_at` is when a change of it was recorded, or else when it was written.
    """
    pks = [facility.pk for facility in facilities]
    services, (codes, listed) = _services(pks, index), _listings(pks)
    main, other_phones = _phones(pks)
    recorded = _recorded(facility.public_id for facility in facilities)
    for facility in facilities:
        facility.service_slugs, facility.denied_slugs = services[facility.pk]
        facility.code_list = sorted(set(codes[facility.pk]))
        facility.listed_in = listed[facility.pk]
        facility.corrected = index.corrections.get(facility.pk, [])
        facility.main_phone = main.get(facility.pk)
        facility.other_phones = other_phones[facility.pk]
        phones = filter(None, [facility.main_phone, *facility.other_phones])
        facility.numbers = index.numbers_to_call(facility.pk, phones)
        facility.updated_at = recorded.get(facility.public_id, facility.changed_at)
    return facilities


def _recorded(public_ids):
    """Return {public id: when its last change was recorded}; one query."""
    rows = PublishedFacility.objects.filter(public_id__in=list(public_ids))
    return dict(rows.values_list("public_id", "last__at"))


def _listings(pks):
    """Return {facility pk: its codes} and {facility pk: its Editions}; two queries."""
    codes, listed = defaultdict(list), defaultdict(list)
    # There are few editions, and they are large: don't join them to each listing.
    editions = (
        Edition.objects.filter(is_current=True)
        .defer("counts", "code_counts", "asked_codes")
        .in_bulk()
    )
    listings = Listing.objects.filter(facility_id__in=pks, edition__in=editions, is_answer=True)
    listings = listings.order_by("-edition__year", "edition__kind", "line")
    for pk, edition, text in listings.values_list("facility_id", "edition_id", "codes"):
        codes[pk] += text.split()
        if editions[edition] not in listed[pk]:
            listed[pk].append(editions[edition])
    return codes, listed


def _phones(pks):
    """Return {facility pk: its main Phone} and {facility pk: its other Phones}; one query."""
    main, other_phones = {}, defaultdict(list)
    for phone in Phone.objects.filter(facility_id__in=pks).order_by("position"):
        if phone.kind == Phone.Kind.MAIN:
            main[phone.facility_id] = phone
        else:
            other_phones[phone.facility_id].append(phone)
    return main, other_phones


def _services(pks, index):
    """Return {facility pk: (slugs offered, slugs denied)}; queries if some aren't in the Index."""
    slugs = [service.slug for service in index.taxonomy.services.values()]
    slugs_of, unlisted = {}, []
    for pk in pks:
        ordinal = index.ordinals.get(pk)
        if ordinal is None:
            unlisted.append(pk)
        else:
            offered, denied = index.offered(ordinal), index.denied(ordinal)
            slugs_of[pk] = list(compress(slugs, offered)), list(compress(slugs, denied))
    for facility in _with_answers(unlisted):
        slugs_of[facility.pk] = _answered(facility, index.taxonomy)
    return slugs_of


def _with_answers(pks):
    """Return the facilities with what `answers_of` reads of them."""
    if not pks:
        return []
    listings = Listing.objects.filter(edition__is_current=True, is_answer=True)
    return Facility.objects.filter(pk__in=pks).prefetch_related(
        Prefetch("listings", listings.select_related("edition").defer(*UNREAD)),
        Prefetch("corrections", public_corrections()),
    )


def _answered(facility, taxonomy):
    answers = answers_of(facility, taxonomy)
    services = taxonomy.services.items()
    offered = [service.slug for pk, service in services if answers.offering(pk)]
    denied = [
        service.slug for pk, service in services if answers.denying(pk) and not service.declines
    ]
    return offered, denied


def understood(search):
    """Return what was made of a search's parameters."""
    words = other_words(search)
    return {
        "place": search.place,
        "other_places": search.resolution.other_places,
        "radius_miles": search.results.area.reach,
        "services": [service.slug for service in search.services],
        "words_left": " ".join(run.text for run in search.runs),
        "words_as_name": words.as_name,
        "words_not_used": words.not_used,
        "notes": notes(search),
        "message": search.message,
    }
