"""The demonstration directory: invented facilities in the official workbook's format.

Only places are real. What a facility does follows fixtures/demo/codes.csv, whose
percentages are those of the national directory. Same seed, same file.
"""

import os
from collections import defaultdict
from random import Random

from demo import names
from demo.codes import KEY_COLUMNS, code_key, rules
from demo.phones import Phones
from demo.states import read_states
from demo.workbook import write_workbook
from facilities.listings.readers.workbook import COLUMNS, DEMO_SHEET

YEAR = 2026
FILE_NAME = f"demonstration-directory-su-{YEAR}.xlsx"
FACILITIES, SEED = 3000, 2026
NOTICE = (
    "Every facility in this workbook is invented.",
    "No name, street, program or phone number in it belongs to anyone. Cities and ZIP codes "
    "are real, so that a search can be tried.",
    "Nobody answers these numbers: 555-0100 to 555-0199 are set aside for invented use.",
    "If you need treatment, call the SAMHSA National Helpline, 1-800-662-4357, or 988.",
)

# However small, a state or territory has these.
FEWEST = 5
# In percent of the facilities, about as in the national directory.
SECOND_PROGRAM, WITHHELD, UNREPORTED = 4, 2, 0.3
PROGRAM, SUITE, EXTENSION, INTAKE, SECOND_INTAKE = 50, 30, 10, 36, 60


def write_demo(path, facilities=FACILITIES, seed=SEED):
    """Write the directory to `path`; return {state: number of facilities}."""
    rows = _Generator(seed).rows(facilities)
    # Never half a file at `path`: another process may be reading it.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    write_workbook(
        unfinished,
        {
            "Facilities List": [COLUMNS, *([row[column] for column in COLUMNS] for row in rows)],
            "Service Code Reference": [KEY_COLUMNS, *code_key()],
            DEMO_SHEET: [[line] for line in NOTICE],
        },
    )
    unfinished.replace(path)
    counts = defaultdict(int)
    for row in rows:
        counts[row["state"]] += 1
    return dict(counts)


class _Generator:
    """One seeded run; `rows` can be asked once."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.phones = Phones(self.random)
        self.states = read_states()
        self.rules = rules()
        self.groups = defaultdict(list)
        for category, _name, code, *_texts in code_key():
            self.groups[category].append(code)

    def rows(self, facilities):
        """Return that many rows, in the order of the official file."""
        rows = []
        place = None
        for chosen in self._places(facilities):
            same_state = place and place.state == chosen.state
            if same_state and self._happens(SECOND_PROGRAM):
                rows.append(self._second_program(rows[-1], place))
                place = None
            else:
                place = chosen
                rows.append(self._facility(place))
        return sorted(rows, key=lambda row: [row[c] for c in ("state", "city", "name1", "name2")])

    def _places(self, facilities):
        """Return a Place for each facility, those of a state together."""
        fewest = min(FEWEST, facilities // len(self.states))
        counts = dict.fromkeys(self.states, fewest)
        people = [sum(state.people) for state in self.states.values()]
        remaining = facilities - fewest * len(self.states)
        for state in self.random.choices(list(counts), people, k=remaining):
            counts[state] += 1
        return [
            place
            for name, state in self.states.items()
            for place in self.random.choices(state.places, state.people, k=counts[name])
        ]

    def _facility(self, place):
        codes = self._codes(place.state)
        row = dict.fromkeys(COLUMNS, "")
        row |= {"city": place.city, "state": place.state, "zip": place.zip}
        row["name1"] = names.facility(self.random, codes)
        if self._happens(WITHHELD):
            row["street1"] = "- - -"
        else:
            row["street1"] = names.street(self.random)
            row["street2"] = names.suite(self.random) if self._happens(SUITE) else ""
        fitting = names.programs(codes)
        if fitting and self._happens(PROGRAM):
            row["name2"] = self.random.choice(fitting)
        return row | self._numbers(place) | {"service_code_info": self._code_text(codes)}

    def _second_program(self, first, place):
        """Return another program of the facility in row `first`, at the same address."""
        codes = self._codes(place.state)
        fitting = [name for name in names.programs(codes) if name != first["name2"]]
        program = {"name2": self.random.choice(fitting or names.OTHER_PROGRAMS)}
        return (
            first | program | self._numbers(place) | {"service_code_info": self._code_text(codes)}
        )

    def _numbers(self, place):
        """Return the cells of the main line and up to two intake lines."""
        main = self.phones.number(place)
        if self._happens(EXTENSION):
            main += f" x{self.random.randint(1, 9999)}"
        intakes = ["", ""]
        if self._happens(INTAKE):
            intakes[0] = self.phones.number(place)
            intakes[1] = self.phones.number(place) if self._happens(SECOND_INTAKE) else ""
        return {"phone": main, "intake1": intakes[0], "intake2": intakes[1]}

    def _codes(self, state):
        """Return the codes of a facility: each by its rule, given those before."""
        if self._happens(UNREPORTED):
            return {"ADLT"}
        codes = set()
        for rule in self.rules:
            if self._happens(rule.chance(codes, state)):
                codes.add(rule.code)
        return codes

    def _code_text(self, codes):
        """Return the cell as the official file writes it: categories parted by stars."""
        groups = ([code for code in group if code in codes] for group in self.groups.values())
        return " * ".join(" ".join(group) for group in groups if group)

    def _happens(self, percent):
        return self.random.random() * 100 < percent
