"""The editions that the directory holds: which file each is, what it replaces, and with what."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeGuard

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from facilities import store
from facilities.importing import merges
from facilities.importing.held import Held
from facilities.listings.answering import Coverage, Rank, includes
from facilities.listings.readers import record_of
from facilities.listings.readers.source import Source
from facilities.listings.records import Raw
from facilities.meanings import asked_as_meant
from facilities.models import Edition, Facility, Listing

# What an edition takes over from its source as it is.
FROM_SOURCE = ("kind", "year", "title", "publisher", "url", "file_name", "is_demo", "series")


# Of one edition a facility's own rows come before those of what was merged into it.
OWN_FIRST = ("edition", F("merged_from").asc(nulls_first=True), "line")


def is_continued_by(edition: Edition, source: Source) -> bool:
    """Tell whether a Source takes the place of an Edition of another file.

    It does so for one of its kind that covers nothing it doesn't, and an operator's list for one
    of its series. An export of another state stays beside it.
    """
    if edition.kind != source.kind:
        return False
    if source.series:
        return edition.series in (source.series, "")  # "": read before lists had a series
    return includes(source.covers, edition.covers)


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
    series: str
    rank: Rank


def mark_answers() -> None:
    """Set `is_answer` of each listing in the current editions; write only what differs."""
    of_facility, marked, covered = defaultdict(list), set(), coverage()
    current = {each.pk: each for each in Edition.objects.filter(is_current=True)}
    rows = Listing.objects.filter(edition__in=list(current)).order_by()
    for pk, facility, state, questionnaire, number, is_answer in rows.values_list(
        "pk", "facility_id", "facility__state", "questionnaire", "edition_id", "is_answer"
    ).iterator(store.BATCH):
        edition = current[number]
        answered = Answered(
            pk, questionnaire, edition.series, Rank.of(edition.year, edition.kind, number)
        )
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
    return listed == {line: store.row_hash(raw) for line, raw in rows if line not in rejected}


def prepared(replaced: list[Held], source: Source, **contents: Any) -> Edition:
    """Return the Edition for the listings of a Source, not saved yet.

    `replaced`: the editions that it takes the place of; it is the one of the same file, if that is
    among them. `contents`: what the file holds, {field of Edition: value}.
    """
    own = (held.edition for held in replaced if is_of_file(held.edition, source))
    edition = next(own, None) or Edition(sha256=source.sha256)
    for name in FROM_SOURCE:
        setattr(edition, name, getattr(source, name))
    for name, value in contents.items():
        setattr(edition, name, value)
    edition.asked_codes = sorted(source.asked)
    edition.covers = {name: sorted(states) for name, states in sorted(source.covers.items())}
    return edition


def save(edition: Edition, replaced: list[Held], **values: Any) -> None:
    """Save an Edition as a current one, and which it replaces as former ones."""
    for name, value in values.items():
        setattr(edition, name, value)
    edition.is_current = True
    edition.imported_at = timezone.now()
    edition.save()
    for held in replaced:
        if held.edition != edition:
            held.edition.is_current, held.edition.replaced_by = False, edition
            held.edition.save(update_fields=["is_current", "replaced_by"])


def is_kept_whole(edition: Edition) -> bool:
    """Tell whether all the rows of a former Edition are still there, so that it can come back."""
    read = edition.counts.get("read", 0) - len(edition.counts.get("rejected", ()))
    return bool(0 < read == edition.listings.count())


def rederive(
    removed: Callable[[int], frozenset[str]], some: Iterable[Edition] | None = None
) -> None:
    """Write anew what listings in `some` editions, or all current ones, say, and what they ask.

    A code may mean something else now. `removed` gives the codes that don't count for the
    facility with a pk though its listings name them.
    """
    for edition in Edition.objects.filter(is_current=True) if some is None else some:
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


def make_history(edition: Edition, replaced: list[Held], origins: Iterable[int]) -> None:
    """Make the listings history that an Edition supersedes.

    `origins`: pks of the facilities that its rows are of, merged or not. Rows of the editions that
    it `replaced` stay for one edition more: the operator may go back. What those had replaced in
    turn is dropped; but the last row of a facility stays as its source, however long it is gone.
    """
    former = [held.edition.pk for held in replaced if held.edition != edition]
    of_former = Listing.objects.filter(edition__in=former)
    known_by = of_former.values_list(Coalesce("merged_from_id", "facility_id"), flat=True)
    listed = {*origins, *known_by}
    same = Edition.objects.filter(kind=edition.kind, series=edition.series, is_current=False)
    # What another current one replaced, such as another state's export, stays as well.
    older = list(same.exclude(replaced_by__is_current=True).values_list("pk", flat=True))
    # By number, without a join: in a long transaction PostgreSQL takes tables for empty that
    # aren't, and compares each row of one with each of the other.
    for batch in store.batches(sorted(origins)) if former else ():
        of_former.filter(_is_row_of(batch)).update(is_answer=False)
    for batch in store.batches(sorted(listed)) if older else ():
        old = Listing.objects.filter(_is_row_of(batch), edition__in=older)
        old._raw_delete(old.db)


def _is_row_of(pks: list[int]) -> Q:
    return Q(merged_from__in=pks) | Q(merged_from=None, facility__in=pks)


def invented_facilities() -> set[int]:
    """Return the pks of the facilities that the demonstration directory alone lists."""
    demo = set(Edition.objects.filter(is_demo=True).values_list("pk", flat=True))
    invented, real = set(), set()
    for pk, edition in Listing.objects.order_by().values_list("facility_id", "edition_id"):
        (invented if edition in demo else real).add(pk)
    return invented - real


def remove_demo(progress: Callable[[str], None]) -> None:
    """Remove the demonstration directory."""
    pks = invented_facilities()
    progress(f"removing {len(pks)} invented facilities")
    demo = list(Edition.objects.filter(is_demo=True).values_list("pk", flat=True))
    Listing.objects.filter(edition__in=demo).delete()
    for batch in store.batches(sorted(merges.let_go(pks))):
        Facility.objects.filter(pk__in=batch).delete()
    Edition.objects.filter(pk__in=demo).delete()
