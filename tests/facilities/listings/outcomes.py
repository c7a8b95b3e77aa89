"""What a dirty file should give: right records, a refusal, a rejected row."""

import re
from dataclasses import dataclass, field, replace

import pytest

from facilities.listings.readers import FileError, read
from facilities.listings.records import RowError


@dataclass
class Outcome:
    """What a file gives: (line, Record or the field of its RowError), and warnings."""

    rows: list
    warnings: list


def outcome(path):
    """Return the Outcome of a file; FileError goes through."""
    source = read(path)
    return Outcome([(line, answer(source, raw)) for line, raw in source.rows], source.warnings)


def answer(source, raw):
    """Return the Record of a raw row, or the field that is wrong with it."""
    try:
        return source.record(raw)
    except RowError as error:
        return error.field


def texts_apart(record):
    """Return a Record without what its source's spelling of a number shows."""
    return replace(record, phones=tuple(replace(phone, display="") for phone in record.phones))


@dataclass
class Right:
    """Two facilities as in the clean file, the first one with `changes`, from line `line` on.

    `last`: the field for which one more row, or `instead` the second, is rejected.
    """

    line: int = 2
    last: str = ""
    instead: bool = False
    warning: str = ""
    changes: dict = field(default_factory=dict)

    def __init__(self, line=2, last="", instead=False, warning="", **changes):
        self.line, self.last, self.instead, self.warning = line, last, instead, warning
        self.changes = changes

    def check(self, path, clean):
        got = outcome(path)
        first, second = (texts_apart(record) for _line, record in clean.rows)
        expected = [replace(first, **self.changes), second]
        if self.last:
            expected[1 if self.instead else 2 :] = [self.last]
        assert got.rows[0][0] == self.line
        assert [
            record if isinstance(record, str) else texts_apart(record) for _line, record in got.rows
        ] == expected
        assert bool(got.warnings) == bool(self.warning)
        assert re.search(self.warning, " ".join(got.warnings))


@dataclass
class Rejected:
    """The first row is rejected for a field; the second is right."""

    field: str

    def check(self, path, clean):
        got = outcome(path)
        assert got.rows == [(2, self.field), clean.rows[1]]
        assert got.warnings == []


class Dials:
    """The first facility's main number dials one of these, and the rest is right."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def check(self, path, clean):
        (line, record), second = outcome(path).rows
        assert (line, second) == (2, clean.rows[1])
        dialed = record.main_phone and record.main_phone.e164 or None
        assert dialed in self.numbers
        assert replace(record, phones=()) == replace(clean.rows[0][1], phones=())


@dataclass
class Refused:
    """The file is refused with such a sentence."""

    problem: str

    def check(self, path, clean):
        with pytest.raises(FileError, match=self.problem) as error:
            read(path)
        assert len(str(error.value)) < 400
