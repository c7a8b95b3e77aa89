"""Which blanks may mean no: counted where one place answers two questionnaires."""

import pytest

from facilities.importing.blanks import Measurement, measure, verdicts
from facilities.listings.readers import read
from facilities.taxonomy import taxonomy
from tests.facilities.workbooks import MH_CODES, SU_CODES, row, workbook

pytestmark = pytest.mark.django_db


def measured(questionnaire, year, blanks, contradicted):
    service = taxonomy().by_slug["spanish"]
    return Measurement(service, questionnaire, year, "of this service", blanks, contradicted)


@pytest.mark.parametrize(
    "measurements, first_year, last_year",
    [
        ([("su", 2023, 100, 10)], 2023, None),
        ([("su", 2023, 100, 11)], None, None),
        ([("su", 2023, 100, 5), ("su", 2025, 100, 5)], 2023, None),
        ([("su", 2023, 100, 5), ("su", 2025, 100, 40)], 2023, 2023),
        ([("su", 2023, 100, 40), ("su", 2025, 100, 5)], None, None),
        # Who leaves out what it should name can't contradict.
        ([("su", 2023, 100, 5), ("mh", 2023, 100, 50)], None, None),
        ([("su", 2023, 100, 5), ("mh", 2023, 100, 5)], 2023, None),
        ([("su", 2023, 100, 5), ("su", 2025, 100, 5), ("mh", 2025, 100, 50)], 2023, 2023),
    ],
)
def test_from_the_first_sound_year_to_the_last(measurements, first_year, last_year):
    judged = {each.questionnaire: each for each in verdicts(measured(*m) for m in measurements)}
    assert (judged["su"].first_year, judged["su"].last_year) == (first_year, last_year)


def lists_of(folder, codes_of):
    """Return the two directories of places with the codes that `codes_of(number)` gives."""
    sources = []
    for position, (kind, codes) in enumerate([("su", SU_CODES), ("mh", MH_CODES)]):
        rows = [
            row(
                f"House {number}",
                street1=f"{number} Main Street",
                phone=f"781-555-{number:04d}",
                service_code_info=codes_of(number)[position],
            )
            for number in range(100, 140)
        ]
        sources.append(read(workbook(folder / f"{kind}-2023.xlsx", rows, codes=codes)))
    return sources


def shares(folder, codes_of):
    """Return {(slug, questionnaire): (blanks, contradicted)}."""
    measurements = measure(lists_of(folder, codes_of), taxonomy())
    return {
        (each.service.slug, each.questionnaire): (each.blanks, each.contradicted)
        for each in measurements
    }


def test_a_blank_is_contradicted_by_the_other_questionnaires_yes(tmp_path):
    # All pay otherwise; four say Medicaid to the mental health survey alone, six to both.
    def codes_of(number):
        su, mh = "SA OP SF", "MH OP SF"
        if number < 106:
            return f"{su} MD", f"{mh} MD"
        return su, f"{mh} MD" if number < 110 else mh

    counts = shares(tmp_path, codes_of)
    assert counts["medicaid", "su"] == (34, 4)
    assert counts["medicaid", "mh"] == (30, 0)


def test_who_skipped_the_question_in_either_is_not_counted(tmp_path):
    def codes_of(number):
        if number < 105:
            return "SA OP", "MH OP MD"
        return ("SA OP SF MD", "MH OP SF MD") if number == 139 else ("SA OP SF", "MH OP SF")

    assert shares(tmp_path, codes_of)["medicaid", "su"] == (34, 0)


def test_few_blanks_judge_nothing(tmp_path):
    def codes_of(number):
        return ("SA OP SF", "MH OP SF MD") if number < 129 else ("SA OP SF MD", "MH OP SF MD")

    assert ("medicaid", "su") not in shares(tmp_path, codes_of)
