"""From a Source and the directory to a Plan: read, matched, composed; nothing is written."""

from collections import defaultdict
from functools import partial
from typing import Any

from facilities import store
from facilities.importing import editions, guards, merges
from facilities.importing.changes import Progress, kept_closed, versions
from facilities.importing.guards import Limits
from facilities.importing.held import Held
from facilities.importing.matching.keys import Key, key_of
from facilities.importing.matching.pairs import match
from facilities.importing.parsing import Parsed, Rows, parse
from facilities.importing.planning.directory import Directory
from facilities.importing.planning.notes import (
    note_codes,
    note_matches,
    note_places,
    note_rows,
    note_unchanged,
)
from facilities.importing.planning.plan import Matched, Plan, Wanted
from facilities.importing.report import Report
from facilities.listings.answering import Coverage, covers
from facilities.listings.compose import Listed
from facilities.listings.readers.source import Source
from facilities.models import Edition, Facility
from facilities.store import Stored
from facilities.taxonomy.codes import missing_codes


def plan_edition(
    source: Source, directory: Directory, limits: Limits, progress: Progress
) -> Plan | Report:
    """Return the Plan of making the directory equal to a Source; its Report alone if it is.

    Raises ImportStopped where a guard finds that it would do harm.
    """
    report = Report.of(source)
    replaced = directory.replaced_by(source)
    for held in replaced:
        guards.check_age(held.edition, source, limits)
    if _is_unchanged(source, replaced, limits):
        note_unchanged(report, replaced[0].edition, directory)
        return report
    progress(f"reading {len(source.rows)} rows")
    parsed = parse(source)
    note_rows(report, parsed)
    guards.check_rejected(report, limits)
    guards.check_undialable(report, len(parsed.rows), limits)
    if not source.is_demo and source.kind != Edition.Kind.CURATED:
        # Invented and published facilities never mix.
        report.demo_removed = directory.remove_demo()
        replaced = directory.replaced_by(source)
    progress("matching")
    matched = _match(parsed, directory, replaced)
    note_matches(report, parsed, matched, directory, replaced)
    guards.check_gone(report.title, len(matched.left), len(matched.covered), limits)
    again = len(matched.listed_before & set(matched.pairs.values()))
    guards.check_phones(report, again, limits)
    return _plan(report, parsed, matched, directory, replaced, limits)


def _is_unchanged(source: Source, replaced: list[Held], limits: Limits) -> bool:
    """Tell whether a Source is of the very file that the directory holds, read the same way."""
    edition = replaced[0].edition if replaced else None
    if not editions.is_of_file(edition, source) or edition.pk is None:
        return False
    if edition.versions != versions() or limits.trusted & set(edition.doubted_codes):
        return False
    if not editions.covers_as_before(edition, source):
        return False
    return editions.holds_rows(edition, source.rows)


def _match(parsed: Parsed, directory: Directory, replaced: list[Held]) -> Matched:
    """Match each row with a facility: by what listings said, then by corrected values."""
    stored, corrections, coverage = directory.stored, directory.corrections, directory.coverage()
    as_listed = corrections.as_listed(
        stored,
        directory.last_listed(corrections.pks_matched_otherwise(stored)),
        directory.locations,
        coverage,
    )
    apart = merges.listed_apart(stored, directory.locations, coverage)
    facilities: dict[int, Stored] = {**stored, **as_listed, **apart}
    listed_keys = [key_of(each, pk, each.questionnaires) for pk, each in facilities.items()]
    corrected_keys = [key_of(stored[pk], pk, facilities[pk].questionnaires) for pk in as_listed]
    pairs, stages = match(list(parsed.keys.values()), listed_keys, corrected_keys)
    answered = parsed.questionnaires
    listed_before = {pk for pk, facility in stored.items() if facility.questionnaires & answered}
    return Matched(
        **_as_merged(parsed.rows, pairs, merges.survivors()),
        stages=stages,
        listed_before=listed_before,
        covered=_covered(parsed.source, listed_before, directory, replaced),
        as_listed=as_listed,
    )


def _as_merged(
    rows: dict[int, Rows], pairs: dict[int, int], survivors: dict[int, int]
) -> dict[str, Any]:
    """Return the `rows`, `pairs` and `merged_from` of a Matched, merged places with survivors.

    A survivor's own rows come first: its name and address are theirs.
    """
    lines_of: dict[int, list[int]] = defaultdict(list)
    for line, pk in sorted(pairs.items(), key=lambda pair: (pair[1] in survivors, pair[1])):
        lines_of[survivors.get(pk, pk)].append(line)
    joined, merged_from = {}, {}
    first_lines = {lines[0]: pk for pk, lines in lines_of.items()}
    for line in rows:
        if line not in pairs:
            joined[line] = rows[line]
        elif line in first_lines:
            joined[line] = sum((rows[each] for each in lines_of[first_lines[line]]), Rows())
        if (origin := pairs.get(line)) in survivors:
            merged_from |= dict.fromkeys(rows[line].lines, origin)
    return {"rows": joined, "pairs": first_lines, "merged_from": merged_from}


def _covered(
    source: Source, listed_before: set[int], directory: Directory, replaced: list[Held]
) -> set[int]:
    """Return the facilities, open today, that a Source should have: those it lists in full."""
    if source.series:
        listed_before = directory.listed_in(replaced) & directory.stored.keys()
    return {
        pk
        for pk in listed_before
        if (stored := directory.stored[pk]).status == Facility.Status.OPEN
        and (
            source.series
            or any(covers(source.covers, each, stored.state) for each in stored.questionnaires)
        )
    }


def _plan(
    report: Report,
    parsed: Parsed,
    matched: Matched,
    directory: Directory,
    replaced: list[Held],
    limits: Limits,
) -> Plan:
    source, counts = parsed.source, parsed.code_counts()
    previous = replaced[0].edition if replaced else None
    is_read_anew = previous is not None and previous.versions != versions()
    unknown_codes = missing_codes(counts)
    note_codes(report, source, previous, counts, unknown_codes, limits)
    edition = editions.prepared(
        replaced,
        source,
        counts={**report.row_counts(), "facilities": len(matched.rows)},
        code_counts=counts,
        doubted_codes=report.doubted,
    )
    plan = Plan(
        report, parsed, matched, directory.hold(edition, replaced), replaced,
        directory.corrections, unknown_codes, is_read_anew,
    )  # fmt: skip
    _compose(plan, directory)
    note_places(plan, directory)
    return plan


def _compose(plan: Plan, directory: Directory) -> None:
    """Lay out in a Plan what each facility is to hold that its edition has, or has no more."""
    matched = plan.matched
    paired = set(matched.pairs.values())
    left = (matched.left | directory.listed_in(plan.replaced)) & directory.stored.keys() - paired
    elsewhere = directory.listed(paired | left, without=[plan.held])
    over = partial(_composed, directory, directory.coverage())
    for line, rows in matched.rows.items():
        stored = directory.stored.get(matched.pairs.get(line, 0))
        listed = [Listed.of(record, plan.held.edition, plan.held.number) for record in rows.records]
        listed += elsewhere.get(stored.pk, []) if stored else []
        plan.ids[line] = _public_id(stored, rows, plan.parsed.keys[line], directory)
        plan.facilities[plan.ids[line]] = over(stored, listed)
        if stored and (removed := plan.corrections.removed(stored.pk)):
            plan.removed[line] = removed
    for pk in sorted(left):
        if pk in elsewhere and elsewhere[pk]:
            stored = directory.stored[pk]
            plan.facilities[stored.public_id] = over(stored, elsewhere[pk])
        else:
            plan.unlisted.add(pk)


def _public_id(stored: Stored | None, rows: Rows, key: Key, directory: Directory) -> str:
    """Return the id of a facility: a new one keeps that of the directory it comes from."""
    given = stored.public_id if stored else ""
    for record in rows.records:
        if not given and record.public_id not in directory.taken:
            given = record.public_id  # "" of most
    directory.taken.add(given)
    public_id: str = given or store.public_id_for(key, directory.taken)
    return public_id


def _composed(
    directory: Directory, coverage: Coverage, stored: Stored | None, listed: list[Listed]
) -> Wanted:
    """Return what a facility is to hold: its listings, with its corrections laid over them."""
    pk = stored.pk if stored else None
    composed = directory.corrections.over(pk, listed, directory.locations, coverage)
    return Wanted(stored, kept_closed(stored, composed), listed)
