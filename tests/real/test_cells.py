"""Every cell of the published files: numbers that dial, names that are whole, ZIP codes doubted."""

import re

import pytest

from facilities.listings.readers import read
from facilities.listings.records import undialable
from tests.real.conftest import EXPORT_MA, MH_2023, SU_2022, SU_2023

PUBLISHED = (SU_2022, SU_2023, MH_2023, EXPORT_MA)
COLUMNS = ("phone", "intake1", "intake2", "intake1a", "intake2a")
# In the column for letters beside 559-273-2942; no area code is 558.
TYPING_ERROR = "558-273-2942"
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
BROKEN_OFF = re.compile(r".*(\b(of|and|for|the|on|at)|&)", re.IGNORECASE)


@pytest.fixture(scope="module", params=PUBLISHED)
def rows(real_data_folder, request):
    """Return [(raw, Record)] of a file."""
    source = read(real_data_folder / request.param)
    return [(raw, source.record(raw)) for _line, raw in source.rows]


def dialled(cell):
    """Return (number, extension) of a cell as the files write it, by a rule of its own."""
    number, _blank, extension = cell.partition(" x")
    digits = re.sub(r"[^0-9]", "", number.upper().translate(KEYPAD))
    return ("+" if digits[:3] in ("691", "692", "680") else "+1") + digits, extension


def test_every_number_of_a_row_is_dialled_and_no_other(rows):
    wrong = []
    for raw, record in rows:
        cells = {raw.get(column, "").strip() for column in COLUMNS} - {"", TYPING_ERROR}
        if {phone.dialled for phone in record.phones} != set(map(dialled, cells)):
            wrong.append(cells)
    assert wrong == []


def test_no_number_is_undialable(rows):
    assert [undialable(record) for _raw, record in rows if undialable(record)] == []


def test_no_name_breaks_off_that_goes_on(rows):
    names = {(record.name, record.program) for _raw, record in rows}
    assert [pair for pair in names if pair[1] and BROKEN_OFF.fullmatch(pair[0])] == []


def test_zip_codes_far_from_their_city_are_told(editions):
    told = {doubt for report in editions["reports"] for _line, doubt in report.far_zips}
    assert {"ZIP 02138 is 108 miles from Lee, MA"} <= told
    assert any(doubt.endswith("from Neon, KY") for doubt in told)
    assert len(told) < 20
