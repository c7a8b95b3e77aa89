"""Make the directory equal to a published edition, in one transaction, or not at all."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from django.db import transaction

from facilities import store
from facilities.corrections.apply import Corrections
from facilities.importing import editions, guards
from facilities.importing.changes import (
    Writer,
    listed_elsewhere,
    quiet,
    read_locations,
    versions,
)
from facilities.importing.lock import import_lock
from facilities.importing.matching.keys import key_of
from facilities.importing.matching.pairs import duplicates, match
from facilities.importing.report import Report, swings
from facilities.listings.answering import covers
from facilities.listings.compose import Listed
from facilities.listings.records import RowError
from facilities.models import Facility
from facilities.taxonomy.codes import add_unknown_codes


def import_sources(sources, limits=None, dry_run=False, progress=quiet):
    """Make the directory equal to each of `sources` in turn and return their Reports.

    All or nothing: ImportStopped (a guard), ImportRunning (another import) or the death
    of the process leave the directory as it was. `dry_run` undoes everything at the end.
    """
    with import_lock():
        store.make_room()
        with transaction.atomic():
            syncs = [_Sync(source, limits or guards.Limits(), progress) for source in sources]
            reports = [sync.run() for sync in syncs]
            transaction.set_rollback(dry_run)
        for report in reports:
            report.dry_run = dry_run
        if not dry_run and any(sync.has_written for sync in syncs):
            progress("refreshing statistics")
            store.refresh_statistics()
    return reports


def import_source(source, limits=None, dry_run=False, progress=quiet):
    """Import one edition, as `import_sources` does, and return its Report."""
    return import_sources([source], limits, dry_run, progress)[0]


@dataclass
class _Rows:
    """The rows of one facility in the file: the first names it, others repeat it."""

    lines: list[int]
    records: list = field(default_factory=list)


class _Sync:
    """One import, step by step; what a step finds out is kept for the next."""

    def __init__(self, source, limits, progress):
        self.source, self.limits, self.progress = source, limits, progress
        self.raw = dict(source.rows)
        self.has_written = False
        self.report = Report(
            source.title, source.kind, source.file_name, read=len(source.rows),
            unknown_labels=source.unknown_labels,
            covers={name: sorted(states) for name, states in source.covers.items()},
        )  # fmt: skip

    def run(self):
        self.versions = versions()
        self._look_at_editions()
        if self._is_unchanged():
            self._report_unchanged()
            return self.report
        self._read_records()
        guards.check_rejected(self.report, self.limits)
        self._remove_demo()
        self.stored = store.stored_facilities()
        self.locations, self.corrections = read_locations(), Corrections()
        self.corrections.count_in(self.stored)
        self._match()
        self._write()
        return self.report

    def _look_at_editions(self):
        """Note which editions this one replaces; `previous` is its own, or the newest of them."""
        self.replaced = editions.replaced_by(self.source)
        self.previous = next(iter(self.replaced), None)
        for edition in self.replaced:
            guards.check_age(edition, self.source, self.limits)

    def _is_unchanged(self):
        edition = self.previous
        is_same = editions.is_of_file(edition, self.source) and edition.versions == self.versions
        is_doubted = bool(edition) and bool(self.limits.trusted & set(edition.doubted_codes))
        if not is_same or is_doubted or not editions.covers_as_before(edition, self.source):
            return False
        return editions.holds_rows(edition, self.source.rows)

    def _report_unchanged(self):
        counts = self.previous.counts
        self.report.unchanged = counts["facilities"]
        self.report.rejected = [tuple(entry) for entry in counts["rejected"]]
        self.report.in_both = editions.count_in_both()

    def _read_records(self):
        self.progress(f"reading {len(self.raw)} rows")
        records = {}
        for line, raw in self.source.rows:
            try:
                records[line] = self.source.record(raw)
            except RowError as error:
                self.report.rejected.append((line, str(error)))
        self.keys = {
            line: key_of(record, line, [record.questionnaire]) for line, record in records.items()
        }
        same = duplicates(self.keys.values())
        self.report.duplicates = sorted(same.items())
        self.rows = {line: _Rows([line], [r]) for line, r in records.items() if line not in same}
        for line, first in same.items():
            self.rows[first].lines.append(line)
            self.rows[first].records.append(records[line])
            self.keys[first] = self.keys[first].answering(self.keys[line])

    def _remove_demo(self):
        """Remove the demonstration directory: invented and published facilities never mix."""
        if self.source.is_demo or self.source.kind == "curated":
            return
        self.report.demo_removed = editions.remove_demo(self.progress)
        self._look_at_editions()

    def _match(self):
        self.progress("matching")
        self._pair()
        listed_before = {
            pk for pk, facility in self.stored.items() if facility.questionnaires & self.answered
        }
        covered = {pk for pk in listed_before if self._is_covered(self.stored[pk])}
        self.left = covered - set(self.pairs.values())
        if self.previous:
            self.report.replaces = self.previous.title
        guards.check_gone(self.report.title, len(self.left), len(covered), self.limits)
        changed = [
            line
            for line, pk in self.pairs.items()
            if pk in listed_before and self._main_changed(line, self.stored[pk])
        ]
        self.report.phones_changed = len(changed)
        guards.check_phones(self.report, len(listed_before & set(self.pairs.values())), self.limits)

    @cached_property
    def answered(self):
        """Return the questionnaires that rows of the file answer."""
        return {record.questionnaire for rows in self.rows.values() for record in rows.records}

    def _is_covered(self, stored):
        """Tell whether the file lists in full what lists a facility that is open today."""
        return stored.status == Facility.Status.OPEN and any(
            covers(self.source.covers, questionnaire, stored.state)
            for questionnaire in stored.questionnaires
        )

    def _pair(self):
        """Match each row with a facility: by what listings said, then by corrected values."""
        self.as_listed = self.corrections.as_listed(
            self.stored, self.locations, editions.coverage()
        )
        facilities = {**self.stored, **self.as_listed}
        listed_keys = [key_of(each, pk, each.questionnaires) for pk, each in facilities.items()]
        corrected_keys = [
            key_of(self.stored[pk], pk, facilities[pk].questionnaires) for pk in self.as_listed
        ]
        self.pairs, matches = match([self.keys[n] for n in self.rows], listed_keys, corrected_keys)
        self.report.matches = dict(matches)

    def _main_changed(self, line, stored):
        stored = self.as_listed.get(stored.pk, stored)
        main = self.rows[line].records[0].main_phone
        return bool(main) and main.dialled not in {phone.dialled for phone in stored.phones}

    def _write(self):
        self.has_written = True
        self._add_codes()
        edition = self._write_edition()
        pks = self._write_facilities(edition)
        self.progress("writing listings")
        store.write_listings(edition, self._listings(pks))
        editions.drop_older(edition, set(pks.values()))
        editions.mark_answers()
        self.report.in_both = editions.count_in_both()

    def _add_codes(self):
        counts = Counter(
            code
            for rows in self.rows.values()
            for code in {code for record in rows.records for code in record.codes}
        )
        self.code_counts = dict(counts)
        self.report.unknown_codes = add_unknown_codes(counts, self.source.labels)
        self._compare_codes()

    def _compare_codes(self):
        """Note which codes swung since the edition before, and which blanks are doubted."""
        before = self.previous
        doubted = set(before.doubted_codes) if before else set()
        if before and not editions.is_of_file(before, self.source):
            asked = set(before.asked_codes)
            self.report.no_longer_asked = sorted(asked - self.source.asked)
            self.report.newly_asked = sorted(self.source.asked - asked)
            if editions.covers_as_before(before, self.source):
                both = asked & self.source.asked
                self.report.swings = swings(before.code_counts, self.code_counts, both)
                doubted |= {swing.code for swing in self.report.swings}
        self.report.doubted = sorted(doubted - self.limits.trusted)

    def _write_edition(self):
        counts = {
            "read": self.report.read,
            "rejected": self.report.rejected,
            "duplicates": self.report.duplicates,
            "facilities": len(self.rows),
        }
        derived = {
            "versions": self.versions,
            "code_counts": self.code_counts,
            "doubted_codes": self.report.doubted,
        }
        return editions.write(self.replaced, self.source, counts=counts, **derived)

    def _write_facilities(self, edition):
        """Write what changed and return {first line: facility pk}."""
        paired = set(self.pairs.values())
        left = (self.left | editions.listed_in(self.replaced)) & set(self.stored) - paired
        self.coverage = editions.coverage()
        elsewhere = listed_elsewhere(paired | left, edition)
        ids, wanted = self._wanted_of_rows(edition, elsewhere)
        for pk in left & set(elsewhere):
            stored = self.stored[pk]
            wanted[stored.public_id] = (stored, self._over(pk, elsewhere[pk]))
        self._note_gone(left - set(elsewhere), wanted)
        pks = self._write_changed(wanted)
        self.corrections.write()
        self.report.settled = [str(correction) for correction in self.corrections.settled]
        self.report.dropped = [str(correction) for correction in self.corrections.dropped]
        self.report.contested = [str(correction) for correction in self.corrections.contested]
        return {line: pks[public_id] for line, public_id in ids.items()}

    def _wanted_of_rows(self, edition, elsewhere):
        """Return {first line: public id} and {public id: (Stored or None, Composed)}."""
        taken = {facility.public_id for facility in self.stored.values()}
        taken |= set(Facility.objects.exclude(merged_into=None).values_list("public_id", flat=True))
        wanted, ids = {}, {}
        for line, rows in self.rows.items():
            stored = self.stored.get(self.pairs.get(line))
            listed = [Listed(r, edition.kind, edition.year, edition.pk) for r in rows.records]
            listed += elsewhere.get(stored.pk, []) if stored else []
            ids[line] = stored.public_id if stored else store.public_id_for(self.keys[line], taken)
            wanted[ids[line]] = (stored, self._over(stored and stored.pk, listed))
            self.report.note_doubts(zip(rows.lines, rows.records, strict=True), self.locations)
        return ids, wanted

    def _over(self, pk, listed):
        return self.corrections.over(pk, listed, self.locations, self.coverage)

    def _note_gone(self, unlisted, wanted):
        """Mark facilities that nothing lists, and count who is in no newest list any more."""
        store.mark_unlisted(unlisted)
        gone = self.left & unlisted
        for stored, composed in wanted.values():
            is_gone = composed.fields["status"] == Facility.Status.UNLISTED
            if stored and stored.pk in self.left and is_gone:
                gone.add(stored.pk)
        self.report.left, self.report.gone = len(self.left), len(gone)
        lost = (self.corrections.of.get(pk, ()) for pk in gone)
        self.report.unlisted = sorted(str(each) for each in chain.from_iterable(lost))

    def _write_changed(self, wanted):
        rewrite_all = bool(self.previous) and self.previous.versions != self.versions
        writer = Writer(rewrite_all, self.progress)
        pks = writer.write(wanted)
        self.report.created = writer.created
        self.report.changed = writer.changed
        self.report.unchanged = len(wanted) - writer.created - writer.changed
        return pks

    def _listings(self, pks):
        for line, rows in self.rows.items():
            removed = self.corrections.removed(pks[line])
            for number, record in zip(rows.lines, rows.records, strict=True):
                raw, questionnaire = self.raw[number], record.questionnaire
                codes = " ".join(code for code in record.codes if code not in removed)
                yield pks[line], number, raw, codes, editions.row_hash(raw), questionnaire
