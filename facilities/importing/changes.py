"""From listings to facilities: what each should hold now, and writing what differs."""

from collections import defaultdict
from collections.abc import Callable, Container

from facilities import store
from facilities.corrections.apply import Corrections
from facilities.importing import editions
from facilities.listings.cleaning import CLEANING_VERSION
from facilities.listings.compose import Composed, Listed
from facilities.listings.locations import Geocoded, Locations, door_of
from facilities.listings.readers import record_of
from facilities.models import Edition, Facility, GeocodedAddress, Listing
from facilities.store import Stored
from facilities.taxonomy.codes import taxonomy_fingerprint
from places.gazetteer.zips import zip_centres

Progress = Callable[[str], None]


# {public id: (the facility as the database has it or None, what it is to hold)}
Changes = dict[str, tuple[Stored | None, Composed]]


def quiet(message: str) -> None:
    """Say nothing: the default for `progress`."""


def versions() -> str:
    """Return what, besides the file, decides what is derived from a row."""
    return f"{CLEANING_VERSION} {taxonomy_fingerprint()}"


class Writer:
    """Writes the facilities that differ from what is stored, and counts them."""

    def __init__(self, rewrite_all: bool, progress: Progress):
        self.rewrite_all, self.progress = rewrite_all, progress
        self.changed = 0

    def write(self, wanted: Changes) -> dict[str, int]:
        """Write `wanted` ({public id: (Stored or None, Composed)}); return {public id: pk}."""
        pks = {public_id: stored.pk for public_id, (stored, _c) in wanted.items() if stored}
        differing = {
            public_id: (stored, kept_closed(stored, composed))
            for public_id, (stored, composed) in wanted.items()
            if stored is None or self.rewrite_all or differs(stored, kept_closed(stored, composed))
        }
        self.changed = sum(stored is not None for stored, _composed in differing.values())
        self.progress(f"writing {len(differing)} facilities")
        pks |= store.write_facilities((i, c.fields, c.codes) for i, (_s, c) in differing.items())
        self.progress("writing numbers")
        store.write_phones({pks[i]: c.phones for i, (_s, c) in differing.items()})
        return pks


def kept_closed(stored: Stored | None, composed: Composed) -> Composed:
    """Return the Composed of a facility; one that is closed stays so: the operator knows better."""
    if stored and stored.status == Facility.Status.CLOSED:
        return composed.with_fields(status=Facility.Status.CLOSED)
    return composed


def differs(stored: Stored, composed: Composed) -> bool:
    """Tell whether a facility is to hold anything else than it does."""
    fields, phones, codes = composed
    return stored.values != fields or tuple(stored.phones) != phones or stored.codes != codes


def listed_now(pks: Container[int]) -> dict[int, list[Listed]]:
    """Return {facility pk: [Listed]} from the current editions."""
    listed = defaultdict(list)
    current = {each.pk: each for each in Edition.objects.filter(is_current=True)}
    rows = Listing.objects.filter(edition__in=list(current)).order_by(*editions.OWN_FIRST)
    for pk, raw, number in rows.values_list("facility_id", "raw", "edition_id").iterator(
        store.BATCH
    ):
        if pk in pks:
            edition = current[number]
            listed[pk].append(Listed.of(record_of(edition.kind, raw), edition))
    return listed


def read_locations() -> Locations:
    """Return Locations by the gazetteer and what geocoders and tables know."""
    geocoded = {
        door_of(answer.address): Geocoded(answer.latitude, answer.longitude, answer.said_by)
        for answer in GeocodedAddress.objects.order_by("asked_at", "pk")
        if answer.latitude is not None and answer.longitude is not None
    }
    return Locations(zip_centres(), geocoded)


def rebuild(progress: Progress = quiet) -> tuple[int, int]:
    """Derive every listed facility anew from its stored rows; return (changed, unchanged).

    Needed when what is derived from a row has changed: cleaning, or the taxonomy.
    Call it inside a transaction.
    """
    progress("deriving the directory anew")
    stored = {pk: each for pk, each in store.stored_facilities().items() if each.questionnaires}
    corrections, changed = derive(stored, progress)
    editions.rederive(corrections.removed)
    editions.mark_answers()
    Edition.objects.filter(is_current=True).update(versions=versions())
    return changed, len(stored) - changed


def derive(stored: dict[int, Stored], progress: Progress) -> tuple[Corrections, int]:
    """Make facilities of what lists them now, and mark as unlisted those that nothing lists.

    Return the Corrections laid over them, and how many were written.
    """
    listed, locations, coverage = listed_now(stored), read_locations(), editions.coverage()
    corrections, writer = Corrections(), Writer(rewrite_all=True, progress=progress)
    writer.write(
        {
            stored[pk].public_id: (stored[pk], corrections.over(pk, each, locations, coverage))
            for pk, each in listed.items()
        }
    )
    store.mark_unlisted(stored.keys() - listed.keys())
    corrections.write()
    return corrections, writer.changed
