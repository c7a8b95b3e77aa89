"""The official column names, which every published format shares, as one clean Record."""

import re
from collections.abc import Iterable

from facilities.listings.cleaning import (
    clean_city,
    clean_coordinates,
    clean_names,
    clean_phones,
    clean_state,
    clean_street,
    clean_text,
    clean_website,
    clean_zip,
)
from facilities.listings.names import made_whole
from facilities.listings.readers.cells import texts
from facilities.listings.records import Raw, Record
from facilities.meanings import codes_as_meant
from places.states import STATES

# What the columns of numbers hold. A hotline need not be for admissions.
LINES = {"intake1": "intake", "intake2": "intake", "hotline1": "other"}
COLUMNS = (
    "name1 name2 street1 street2 city state zip county phone website latitude longitude"
).split() + [column + letter for column in LINES for letter in ("", "a")]


def record_of_columns(raw: Raw, codes: Iterable[str], questionnaire: str) -> Record:
    """Return the Record of a row with the columns name1, name2, street1 … as published.

    A column that the format lacks (workbooks have no coordinates) is empty. Raises
    RowError for a row that can't be right.
    """
    raw = texts(raw, COLUMNS)
    state = clean_state(raw.get("state"))
    street, withheld = clean_street(raw.get("street1"), raw.get("street2"))
    city = clean_city(raw.get("city"))
    lines = (clean_text(raw.get(column)) for column in ("name1", "name2"))
    name, program = clean_names(*(made_whole(line, (city, STATES[state].name)) for line in lines))
    latitude, longitude = clean_coordinates(raw.get("latitude"), raw.get("longitude"))
    return Record(
        name=name,
        program=program,
        street=street,
        # A lone full stop stands in some cells.
        street2="" if withheld else re.sub(r"^\W+$", "", clean_text(raw.get("street2"))),
        city=city,
        state=state,
        zip=clean_zip(raw.get("zip")),
        county=clean_text(raw.get("county"), 100),
        address_withheld=withheld,
        # A point without a street is no door that anybody published.
        latitude=latitude if street else None,
        longitude=longitude if street else None,
        website=clean_website(raw.get("website")),
        phones=clean_phones(raw, state, LINES),
        codes=codes_as_meant(questionnaire, codes),
        questionnaire=questionnaire,
    )
