"""What a Report says of each step of an import."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from facilities.importing import editions
from facilities.importing.changes import differs
from facilities.importing.guards import Limits
from facilities.importing.held import Held
from facilities.importing.matching.pairs import counts_by_stage
from facilities.importing.matching.stages import CERTAIN
from facilities.importing.parsing import Parsed
from facilities.importing.planning.directory import Directory
from facilities.importing.planning.plan import Matched, Plan
from facilities.importing.report import Place, Report, swings
from facilities.listings.readers.source import Source
from facilities.models import Edition, Facility
from facilities.numbers import main_number
from facilities.store import Stored


def note_unchanged(report: Report, edition: Edition, directory: Directory) -> None:
    report.unchanged = edition.counts["facilities"]
    report.rejected = [tuple(entry) for entry in edition.counts["rejected"]]
    report.in_both = directory.in_both()


def note_rows(report: Report, parsed: Parsed) -> None:
    report.rejected, report.duplicates = parsed.rejected, parsed.duplicates
    report.undialable = parsed.undialable


def note_matches(
    report: Report, parsed: Parsed, matched: Matched, directory: Directory, replaced: list[Held]
) -> None:
    report.replaces = replaced[0].edition.title if replaced else ""
    report.matches = counts_by_stage(matched.stages)
    for line, pk in matched.pairs.items():
        stored = matched.as_listed.get(pk, directory.stored[pk])
        record = matched.rows[line].records[0]
        if matched.stages[line] not in CERTAIN:
            now = f"{record.name} {record.program}".strip()
            before = f"{stored.name} {stored.program}".strip()
            place = _place(stored, line=line, before=before, now=now, why=matched.stages[line])
            report.doubtful.append(place)
        main = record.main_phone if pk in matched.listed_before else None
        if main and main.dialled not in {phone.dialled for phone in stored.phones}:
            old = main_number(stored.phones)
            shown = old.display if old else ""
            place = _place(stored, line=line, before=shown, now=main.display)
            report.changed_phones.append(place)
    report.phones_changed = len(report.changed_phones)


def note_codes(
    report: Report,
    source: Source,
    before: Edition | None,
    counts: dict[str, int],
    unknown: Iterable[str],
    limits: Limits,
) -> None:
    """Note codes that are new, or swung since the edition before; and whose blanks are doubted."""
    labels = source.labels
    report.unknown_codes = {code: labels[code].label if code in labels else "" for code in unknown}
    doubted = set(before.doubted_codes) if before else set()
    if before and not editions.is_of_file(before, source):
        asked = set(before.asked_codes)
        report.no_longer_asked = sorted(asked - source.asked)
        report.newly_asked = sorted(source.asked - asked)
        if editions.covers_as_before(before, source):
            report.swings = swings(before.code_counts, counts, asked & source.asked)
            doubted |= {swing.code for swing in report.swings}
    report.doubted = sorted(doubted - limits.trusted)


def note_places(plan: Plan, directory: Directory) -> None:
    """Note which facilities a Plan creates, changes, and finds to be in no newest list."""
    report, left = plan.report, plan.matched.left
    lines = {public_id: line for line, public_id in plan.ids.items()}
    gone = {pk for pk in plan.unlisted if pk in left}
    for public_id, (stored, composed, _listed) in plan.facilities.items():
        line, fields = lines.get(public_id), composed.fields
        if stored is None:
            report.created_places.append(_place_of(public_id, fields, line=line))
        elif plan.is_read_anew or differs(stored, composed):
            report.changed += 1
        if stored and stored.pk in left and fields["status"] == Facility.Status.UNLISTED:
            gone.add(stored.pk)
        if stored and fields["address_withheld"] and not stored.address_withheld:
            report.newly_withheld.append(_place(stored, line=line))
    report.created = len(report.created_places)
    report.unchanged = len(plan.facilities) - report.created - report.changed
    report.left, report.gone = len(left), len(gone)
    report.gone_places = [_place(directory.stored[pk]) for pk in sorted(gone)]
    for rows in plan.matched.rows.values():
        report.note_doubts(rows, directory.locations)
    _note_corrections(plan, gone)


def _note_corrections(plan: Plan, gone: set[int]) -> None:
    report, corrections = plan.report, plan.corrections
    report.settled = [str(correction) for correction in corrections.settled]
    report.dropped = [str(correction) for correction in corrections.dropped]
    report.contested = [str(correction) for correction in corrections.contested]
    lost = (corrections.of.get(pk, ()) for pk in gone)
    report.unlisted = sorted(str(each) for each in chain.from_iterable(lost))


def _place(stored: Stored, **more: Any) -> Place:
    return _place_of(stored.public_id, stored.values, **more)


def _place_of(public_id: str, fields: dict[str, Any], **more: Any) -> Place:
    name = f"{fields['name']} {fields['program']}".strip()
    return Place(public_id, name, fields["city"], fields["state"], **more)
