"""Make the directory equal to a published edition, in one transaction, or not at all."""

from collections import Counter
from dataclasses import dataclass, field

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
from facilities.importing.keys import key_of
from facilities.importing.lock import import_lock
from facilities.importing.matching import duplicates, match
from facilities.importing.report import Report, swings
from facilities.importing.taxonomy_codes import add_unknown_codes
from facilities.listings.compose import Listed
from facilities.listings.records import RowError
from facilities.models import Facility


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
        )  # fmt: skip

    def run(self):
        self.versions = versions()
        self.previous = editions.current(self.source.kind)
        guards.check_age(self.previous, self.source, self.limits)
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

    def _is_unchanged(self):
        edition = self.previous
        is_same = editions.is_of_file(edition, self.source) and edition.versions == self.versions
        return is_same and editions.holds_rows(edition, self.source.rows)

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
            line: key_of(record, line, [self.source.kind]) for line, record in records.items()
        }
        same = duplicates(self.keys.values())
        self.report.duplicates = sorted(same.items())
        self.rows = {line: _Rows([line], [r]) for line, r in records.items() if line not in same}
        for line, first in same.items():
            self.rows[first].lines.append(line)
            self.rows[first].records.append(records[line])

    def _remove_demo(self):
        """Remove the demonstration directory: invented and published facilities never mix."""
        if self.source.is_demo or self.source.kind == "curated":
            return
        self.report.demo_removed = editions.remove_demo(self.progress)
        self.previous = editions.current(self.source.kind)

    def _match(self):
        self.progress("matching")
        self._pair()
        listed_before = {
            pk for pk, facility in self.stored.items() if self.source.kind in facility.kinds
        }
        self.left = listed_before - set(self.pairs.values())
        if self.previous:
            self.report.replaces = self.previous.title
        guards.check_gone(self.report.title, len(self.left), len(listed_before), self.limits)
        changed = [
            line
            for line, pk in self.pairs.items()
            if pk in listed_before and self._main_changed(line, self.stored[pk])
        ]
        self.report.phones_changed = len(changed)
        guards.check_phones(self.report, len(listed_before & set(self.pairs.values())), self.limits)

    def _pair(self):
        """Match each row with a facility: by what listings said, then by corrected values."""
        self.as_listed = self.corrections.as_listed(self.stored, self.locations)
        facilities = {**self.stored, **self.as_listed}
        listed_keys = [key_of(facility, pk, facility.kinds) for pk, facility in facilities.items()]
        corrected_keys = [
            key_of(self.stored[pk], pk, facilities[pk].kinds) for pk in self.as_listed
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
        pks = self._write_facilities()
        self.progress("writing listings")
        store.write_listings(edition, self._listings(pks))
        editions.drop_older(edition, set(pks.values()))
        self.report.in_both = editions.count_in_both()

    def _add_codes(self):
        counts = Counter(
            code
            for rows in self.rows.values()
            for code in {code for record in rows.records for code in record.codes}
        )
        self.code_counts = dict(counts)
        self.report.unknown_codes = add_unknown_codes(counts, self.source.labels)
        if self.previous and not editions.is_of_file(self.previous, self.source):
            asked = set(self.previous.asked_codes)
            both = asked & self.source.asked
            self.report.swings = swings(self.previous.code_counts, self.code_counts, both)
            self.report.no_longer_asked = sorted(asked - self.source.asked)
            self.report.newly_asked = sorted(self.source.asked - asked)

    def _write_edition(self):
        counts = {
            "read": self.report.read,
            "rejected": self.report.rejected,
            "duplicates": self.report.duplicates,
            "facilities": len(self.rows),
        }
        derived = {"versions": self.versions, "code_counts": self.code_counts}
        return editions.write(self.previous, self.source, counts=counts, **derived)

    def _write_facilities(self):
        """Write what changed and return {first line: facility pk}."""
        elsewhere = listed_elsewhere(set(self.pairs.values()) | self.left, self.source.kind)
        locations = self.locations
        taken = {facility.public_id for facility in self.stored.values()}
        taken |= set(Facility.objects.exclude(merged_into=None).values_list("public_id", flat=True))
        wanted, ids = {}, {}
        for line, rows in self.rows.items():
            stored = self.stored.get(self.pairs.get(line))
            listed = [Listed(r, self.source.kind, self.source.year) for r in rows.records]
            listed += elsewhere.get(stored.pk, []) if stored else []
            ids[line] = stored.public_id if stored else store.public_id_for(self.keys[line], taken)
            pk = stored and stored.pk
            wanted[ids[line]] = (stored, self.corrections.over(pk, listed, locations))
            self._note_doubts(rows, locations)
        for pk in self.left & set(elsewhere):
            stored = self.stored[pk]
            wanted[stored.public_id] = (stored, self.corrections.over(pk, elsewhere[pk], locations))
        self._note_gone(elsewhere)
        pks = self._write_changed(wanted)
        self.corrections.write()
        self.report.settled = [str(correction) for correction in self.corrections.settled]
        self.report.dropped = [str(correction) for correction in self.corrections.dropped]
        self.report.contested = [str(correction) for correction in self.corrections.contested]
        return {line: pks[public_id] for line, public_id in ids.items()}

    def _note_doubts(self, rows, locations):
        for line, record in zip(rows.lines, rows.records, strict=True):
            if doubt := locations.of(record).distrusted:
                self.report.distrusted.append((line, doubt))

    def _note_gone(self, elsewhere):
        gone = self.left - set(elsewhere)
        self.report.left, self.report.gone = len(self.left), len(gone)
        lost = [
            correction
            for pk in gone & self.corrections.of.keys()
            for correction in self.corrections.of[pk]
        ]
        self.report.unlisted = sorted(str(correction) for correction in lost)
        store.mark_unlisted(gone)

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
                raw = self.raw[number]
                codes = [code for code in record.codes if code not in removed]
                yield pks[line], number, raw, " ".join(codes), editions.row_hash(raw)
