"""How many programs of the substance use directory are known again under a corporation's name."""

from dataclasses import replace

from facilities.importing.matching.keys import key_of
from facilities.importing.matching.pairs import duplicates, match
from facilities.listings.readers import read
from facilities.listings.records import PhoneRecord
from tests.real.conftest import SU_2023

SHORT = {"Street": "St", "Avenue": "Ave.", "Road": "Rd.", "North": "N.", "Boulevard": "Blvd"}


def as_certified(record, number):
    """Return a record as the directory of these programs might list it: nothing of its name."""
    street = " ".join(SHORT.get(word, word) for word in record.street.split())
    listed = replace(
        record, name=f"Holdings {number} LLC", program="", street=street, codes=("OTP",)
    )
    if number % 10:
        return listed
    other_line = PhoneRecord("main", "555-0100", f"+1555555{number:04}", "")
    return replace(listed, phones=(other_line,))


def test_of_all_programs_most_are_known_by_door_and_number_and_few_wrongly(real_data_folder):
    source = read(real_data_folder / SU_2023)
    records = {line: source.record(raw) for line, raw in source.rows}
    surveyed = [key_of(record, line, ["su"]) for line, record in records.items()]
    again = duplicates(surveyed)
    surveyed = [key for key in surveyed if key.origin not in again]
    programs = [line for line, record in records.items() if "OTP" in record.codes and record.street]
    certified = [
        key_of(as_certified(records[line], number), line, ["otp"])
        for number, line in enumerate(programs)
        if line not in again
    ]
    pairs, _stages = match(certified, surveyed)
    right = sum(program == facility for program, facility in pairs.items())
    assert right > 0.93 * len(certified)
    assert len(pairs) - right < 0.005 * len(certified)
