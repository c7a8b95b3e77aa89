"""The editions that the directory holds: which file each is, what it replaces, and with what."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeGuard

from django.utils import timezone

from facilities import store
from facilities.listings.answering import Coverage, Rank, includes
from facilities.listings.readers import record_of
from facilities.listings.readers.source import Source
from facilities.listings.records import Raw
from facilities.meanings import asked_as_meant
from facilities.models import Edition, Facility, Listing

# What an edition takes over from its source as it is.
FROM_SOURCE = ("year", "title", "publisher", "url", "file_name", "is_demo")


def replaced_by(source: Source) -> list[Edition]:
    """Return the current Editions that a source replaces, its own first if it was read before.

    Those of its kind that cover nothing it doesn't. An export of another state stays beside it.
    """
    current = list(Edition.objects.filter(kind=source.kind, is_current=True))
    own = [edition for edition in current if is_of_file(edition, source)]
    return own + [
        edition
        for edition in current
        if edition not in own and includes(source.covers, edition.covers)
    ]


def listed_in(editions: list[Edition]) -> set[int]:
    """Return the pks of the facilities that some Editions list."""
    listings = Listing.objects.filter(edition__in=editions)
    return set(listings.values_list("facility", flat=True))


def coverage() -> Coverage:
    """Return the Coverage of the editions that the directory shows."""
    covered = Coverage()
    rows = Edition.objects.filter(is_current=True).values_list("year", "kind", "pk", "covers")
    for year, kind, pk, covers in rows:
        covered.add(Rank.of(year, kind, pk), covers)
    return covered


class Answered(NamedTuple):
    """A Listing as what decides which ones answer sees it."""

    pk: int
    questionnaire: str
    rank: Rank


def mark_answers() -> None:
    """Set `is_answer` of each listing in the current editions; write only what differs."""
    of_facility, marked, covered = defaultdict(list), set(), coverage()
    rows = Listing.objects.filter(edition__is_current=True).order_by()
    for pk, facility, state, questionnaire, year, kind, edition, is_answer in rows.values_list(
        "pk", "facility_id", "facility__state", "questionnaire",
        "edition__year", "edition__kind", "edition_id", "is_answer",
    ).iterator(store.BATCH):  # fmt: skip
        answered = Answered(pk, questionnaire, Rank.of(year, kind, edition))
        of_facility[facility, state].append(answered)
        if is_answer:
            marked.add(pk)
    answering = {
        listing.pk
        for (_facility, state), listings in of_facility.items()
        for listing in covered.answers(listings, state)[0]
    }
    every = {listing.pk for listings in of_facility.values() for listing in listings}
    for pks, is_answer in ((answering - marked, True), (every - answering & marked, False)):
        for batch in store.batches(sorted(pks)):
            Listing.objects.filter(pk__in=batch).update(is_answer=is_answer)


def is_of_file(edition: Edition | None, source: Source) -> TypeGuard[Edition]:
    """Tell whether an Edition, or None, was read from the very file of a source."""
    if edition is None:
        return False
    return (edition.sha256, edition.year) == (source.sha256, source.year)


def row_hash(raw: Raw) -> str:
    """Return what tells whether a row is still the same."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()


def covers_as_before(edition: Edition, source: Source) -> bool:
    """Tell whether an Edition covers what its source says that it covers."""
    covered = {name: set(states) for name, states in edition.covers.items()}
    return covered == {name: set(states) for name, states in source.covers.items()}


def holds_rows(edition: Edition, rows: list[tuple[int, Raw]]) -> bool:
    """Tell whether the listings of an Edition are `rows`, [(line, raw)], but for rejected ones.

    They are those of its file, unless someone changed listings by hand.
    """
    listed = dict(edition.listings.values_list("line", "row_hash"))
    rejected = {line for line, _why in edition.counts["rejected"]}
    return listed == {line: row_hash(raw) for line, raw in rows if line not in rejected}


def write(replaced: list[Edition], source: Source, **contents: Any) -> Edition:
    """Save the Edition that listings of a source go into, as a current one, and return it.

    `replaced`: as `replaced_by` gives them. The first of them stays if it is of the same file.
    `contents`: what the file holds, {field of Edition: value}.
    """
    edition = next((own for own in replaced if is_of_file(own, source)), None)
    old = [other.pk for other in replaced if other != edition]
    Edition.objects.filter(pk__in=old).update(is_current=False)
    edition = edition or Edition(kind=source.kind, sha256=source.sha256)
    for name in FROM_SOURCE:
        setattr(edition, name, getattr(source, name))
    for name, value in contents.items():
        setattr(edition, name, value)
    edition.asked_codes = sorted(source.asked)
    edition.covers = {name: sorted(states) for name, states in sorted(source.covers.items())}
    edition.is_current = True
    edition.imported_at = timezone.now()
    edition.save()
    return edition


def rederive(removed: Callable[[int], frozenset[str]]) -> None:
    """Write anew what listings in the current editions say, and what those editions ask.

    A code may mean something else now. `removed` gives the codes that don't count for the
    facility with a pk though its listings name them.
    """
    for edition in Edition.objects.filter(is_current=True):
        questionnaires, counts = set(), Counter()
        changed = []
        for listing in edition.listings.order_by().iterator(store.BATCH):
            record = record_of(edition.kind, listing.raw)
            questionnaires.add(record.questionnaire)
            counts.update(record.codes)
            kept = removed(listing.facility_id)
            codes = " ".join(code for code in record.codes if code not in kept)
            if (codes, record.questionnaire) != (listing.codes, listing.questionnaire):
                listing.codes, listing.questionnaire = codes, record.questionnaire
                changed.append(listing)
        Listing.objects.bulk_update(changed, ["codes", "questionnaire"], batch_size=500)
        asked = asked_as_meant(questionnaires, edition.asked_codes)
        if set(edition.asked_codes) != asked:
            edition.asked_codes = sorted(asked)
            edition.doubted_codes = sorted(asked_as_meant(questionnaires, edition.doubted_codes))
            edition.code_counts = dict(counts)
            edition.save(update_fields=["asked_codes", "doubted_codes", "code_counts"])


def drop_older(edition: Edition, pks: Iterable[int]) -> None:
    """Drop the listings that an Edition supersedes, of the facilities with these pks.

    The last one of a facility that is gone stays as its source.
    """
    old = Listing.objects.filter(edition__kind=edition.kind, edition__is_current=False)
    for batch in store.batches(sorted(pks)):
        old.filter(facility_id__in=batch).delete()


def remove_demo(progress: Callable[[str], None]) -> int:
    """Remove the demonstration directory, if it is there; return how many facilities it had."""
    demo = Edition.objects.filter(is_demo=True)
    if not demo.exists():
        return 0
    invented = Facility.objects.filter(listings__edition__in=demo).exclude(
        listings__edition__is_demo=False
    )
    pks = set(invented.values_list("pk", flat=True))
    progress(f"removing {len(pks)} invented facilities")
    Listing.objects.filter(edition__in=demo).delete()
    for batch in store.batches(pks):
        Facility.objects.filter(pk__in=batch).delete()
    demo.delete()
    return len(pks)


def count_in_both() -> int:
    """Return how many facilities answer both the substance use and the mental health survey."""
    answers = Listing.objects.filter(edition__is_current=True, is_answer=True)
    listed = [
        set(answers.filter(questionnaire=questionnaire).values_list("facility", flat=True))
        for questionnaire in ("su", "mh")
    ]
    return len(set.intersection(*listed))
