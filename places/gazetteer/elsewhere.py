"""Texts that name no American place: foreign places, and words for services.

Neither is ever taken for a misspelling of an American name.
"""

import csv
from functools import cache

from places.gazetteer.sources import FIXTURES
from places.names import key
from places.wordings import ABROAD
from text.edits import close

ELSEWHERE = FIXTURES / "elsewhere.csv"

# Services that people type into the place box, spelled as in names.key.
SERVICE_WORDS = {
    *("addiction", "adicciones", "alcohol", "alcoholism", "alcoholismo"),
    *("anonymous", "anxiety", "behavioral", "bupe", "buprenorphine", "buprenorfina"),
    *("campral", "clinic", "clinica", "cocaine", "consejeria"),
    *("counseling", "counselling", "counselor", "crisis", "depression", "desintoxicacion"),
    *("detox", "detoxification", "detoxing", "dolophine", "drogas", "drug", "drugs"),
    *("emergency", "facility", "fentanyl", "fentanilo", "gambling", "gratis", "halfway"),
    *("health", "help", "heroin", "heroina", "hospital", "hotline", "housing", "inpatient"),
    *("insurance", "intervention", "iop", "ketamine", "lucemyra", "marijuana"),
    *("medicaid", "medical", "medicare", "medication", "medicine", "meetings", "mental", "meth"),
    *("metadona", "methadone", "methamphetamine", "naloxone", "naltrexone", "narcan"),
    *("narcotics", "opiate", "opioid", "opioids", "outpatient", "overdose", "oxycodone"),
    *("pharmacy", "php", "program", "programs", "psychiatrist", "psychiatry", "psychologist"),
    *("recovery", "rehab", "rehabilitacion", "rehabilitation", "rehabs", "residential"),
    *("services", "sober", "sobriety", "sublocade", "suboxone", "substance", "subutex"),
    *("suicide", "telehealth", "terapia", "therapist", "therapy", "tratamiento"),
    *("treatment", "tricare", "veterans", "vivitrol", "withdrawal", "xanax", "zubsolv"),
}
# Words of sentences that people type there instead of a name.
TALK = {
    *("anyone", "anywhere", "cheapest", "come", "find", "house", "looking", "mi", "my", "need"),
    *("nearest", "our", "please", "someone", "somewhere", "want", "where", "wherever", "your"),
}
NO_PLACES = SERVICE_WORDS | TALK
LONG_ENOUGH = 5
# Of the names in elsewhere.csv; of namesakes the last kind counts.
KINDS = CITY, PART, COUNTRY = "city", "part", "country"


@cache
def _elsewhere() -> dict[str, str]:
    """Return {key: kind} of the names in elsewhere.csv, and of those people type besides."""
    with ELSEWHERE.open(encoding="utf-8", newline="") as file:
        rows = [(key(row["name"]), row["kind"]) for row in csv.DictReader(file)]
    rows += [(name, PART) for name in ABROAD]
    # A name of a country (Mexico, Singapore) may be that of a city too.
    rows.sort(key=lambda row: KINDS.index(row[1]))
    return {name: kind for name, kind in rows if name}


def is_elsewhere(name: tuple[str, ...]) -> bool:
    """Tell whether normal words name a country, its part or a large city abroad."""
    return "".join(name) in _elsewhere()


def is_country(name: tuple[str, ...]) -> bool:
    """Tell whether normal words name a country."""
    return _elsewhere().get("".join(name)) == COUNTRY


def is_country_or_part(name: tuple[str, ...]) -> bool:
    """Tell whether normal words name a country or its part, as people add to a city's name."""
    return _elsewhere().get("".join(name)) in (COUNTRY, PART)


def says_no_place(name: tuple[str, ...], state: str = "") -> bool:
    """Tell whether any of some normal words is talk, or a service's.

    With a typo perhaps, but not before a state: "Deton, TX" is no detox.
    """
    if not NO_PLACES.isdisjoint(name):
        return True
    if state or len(name) > 1 or len(name[0]) < LONG_ENOUGH:
        return False
    return bool(close(name[0], SERVICE_WORDS, 1))
