"""The names of the published directories: which were cut, and what is shown of them."""

import csv
import re
from collections import defaultdict
from io import StringIO

import pytest

from facilities.listings.cleaning import clean_text
from facilities.listings.names import CUT, IN_FULL, SHORT, WIDTH, WORDS, made_whole
from facilities.listings.readers import read
from places.states import STATES
from tests.real.conftest import EXPORT_MA, MH_2023, SU_2022, SU_2023

DIRECTORIES = (SU_2022, SU_2023, MH_2023)
WORD = re.compile(r"[^\W\d_]+")
FEWEST_LETTERS = FEWEST_NAMES = 3


@pytest.fixture(scope="module")
def published(real_data_folder):
    """Return {file: [(raw, Record)]}."""
    sources = {name: read(real_data_folder / name) for name in (*DIRECTORIES, EXPORT_MA)}
    return {
        name: [(raw, source.record(raw)) for _line, raw in source.rows]
        for name, source in sources.items()
    }


def lines_of(raw):
    return filter(None, (clean_text(raw.get(column)) for column in ("name1", "name2")))


def test_the_column_of_names_is_as_wide_as_known(published):
    widths = {
        name: max(len(line) for raw, _record in rows for line in lines_of(raw))
        for name, rows in published.items()
    }
    assert widths == dict.fromkeys(published, WIDTH)


def words_of_names(published):
    """Return what fixtures/names/words.csv holds: words of whole lines, and in how many."""
    lines = defaultdict(set)
    for line in {
        line for name in DIRECTORIES for raw, _r in published[name] for line in lines_of(raw)
    }:
        words = [word.casefold() for word in WORD.findall(line)]
        # The last word of a full line may be cut.
        is_full = len(line) == WIDTH and line[-1].isalpha()
        for word in words[:-1] if is_full else words:
            lines[word].add(line)
    counts = {word: len(some) for word, some in lines.items() if len(word) >= FEWEST_LETTERS}
    return sorted((word, count) for word, count in counts.items() if count >= FEWEST_NAMES)


def test_the_words_of_names_are_those_of_the_directories(published):
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows([("word", "names"), *words_of_names(published)])
    assert WORDS.read_text(encoding="utf-8") == made.getvalue()


# The figures of decision 46, in lines: completed, marked as cut, with short forms spelled out.
MADE_WHOLE = {
    SU_2022: (0, 3, 975),
    SU_2023: (8, 9, 950),
    MH_2023: (4, 14, 697),
    EXPORT_MA: (1, 2, 42),
}


@pytest.mark.parametrize("name", MADE_WHOLE)
def test_so_many_names_are_made_whole(published, name):
    completed = marked = spelled_out = 0
    for raw, record in published[name]:
        for line in lines_of(raw):
            whole = made_whole(line, (record.city, STATES[record.state].name))
            short = bool(SHORT.search(line))
            in_full = SHORT.sub(lambda match: IN_FULL[match[1]], line)
            marked += whole.endswith(CUT)
            completed += whole != in_full and not whole.endswith(CUT)
            spelled_out += short
    assert (completed, marked, spelled_out) == MADE_WHOLE[name]


def test_no_record_keeps_a_short_form_that_has_one_meaning(published):
    for rows in published.values():
        for _raw, record in rows:
            assert not SHORT.search(f"{record.name} {record.program}")
