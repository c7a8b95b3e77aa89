"""A first mapping of a list's columns, which its operator corrects."""

import tomllib

import pytest

from facilities.listings.readers import FileError, read_list
from facilities.listings.readers.own import first_mapping
from facilities.listings.readers.own.guesses import guessed_codes, guessed_fields
from tests.facilities.listings.own.lists import COUNTY, write

HEADERS = [
    (
        "license_number,facility_name,legal_entity,address_line1,address_line2,city,state,zip,"
        "county,phone,latitude,longitude",
        "name=facility_name street=address_line1 street2=address_line2 city=city state=state "
        "zip=zip county=county phone=phone latitude=latitude longitude=longitude",
    ),
    (
        "Agency Name,Program Name,Street Address,City,Zip Code,Phone Number,Website URL",
        "name=Program_Name street=Street_Address city=City zip=Zip_Code phone=Phone_Number "
        "website=Website_URL",
    ),
    ("Name,Program,Street,Town,ST,ZIP", "name=Name program=Program street=Street city=Town "
     "state=ST zip=ZIP"),
    ("Fax,Notes,Expires", ""),
]  # fmt: skip
CODES = [
    ("Level of care", "Outpatient", ("OP",)),
    ("Level of care", "Detox", ("DT",)),
    ("Level of care", "Something else", ()),
    ("Telehealth", "Y", ("TELE",)),
    ("Telehealth", "no", ()),
    ("setting", "RES", ("RES",)),
]


@pytest.mark.parametrize("header, expected", HEADERS)
def test_columns_are_told_by_their_usual_names(header, expected):
    pairs = (pair.split("=") for pair in expected.split())
    fields = {target: name.replace("_", " ") for target, name in pairs}
    guessed = guessed_fields(header.split(","))
    assert {target: name.replace("_", " ") for target, name in guessed.items()} == fields


@pytest.mark.parametrize("column, value, codes", CODES)
def test_only_what_is_sure_is_guessed(column, value, codes):
    assert guessed_codes(column, value) == codes


def test_a_first_mapping_needs_only_its_title_and_publisher(tmp_path):
    county, path = write(tmp_path)
    text = first_mapping(county)
    mapping = tomllib.loads(text)
    assert mapping["columns"] == {
        "name": "program name", "street": "address", "street2": "suite", "city": "city",
        "zip": "zip code", "phone": "telephone", "website": "web",
    }  # fmt: skip
    assert mapping["services"]["level of care"]["separator"] == ";"
    assert mapping["services"]["level of care"]["values"]["Residential"] == ["RES"]
    text = text.replace('title = ""', 'title = "Programs"').replace('er = ""', 'er = "County"')
    path.write_text(text.replace('state = ""', 'state = "CA"'), encoding="utf-8")
    assert len(read_list(county, path, 2025).rows) == 3


def test_an_untouched_first_mapping_tells_what_it_needs(tmp_path):
    county, path = write(tmp_path)
    path.write_text(first_mapping(county), encoding="utf-8")
    with pytest.raises(FileError) as error:
        read_list(county, path, 2025)
    for key in ("title: is missing", "publisher: is missing", "constants.state: is empty"):
        assert key in str(error.value)


@pytest.mark.parametrize("county", ["a,b\n1,2\n", "[]"])
def test_what_is_no_list_is_told(tmp_path, county):
    path, _mapping = write(tmp_path, county)
    with pytest.raises(FileError):
        first_mapping(path)


def test_columns_of_names_and_numbers_are_no_services(tmp_path):
    rows = COUNTY.splitlines()
    many = [rows[1] + ",Owner,Beds", *(f"{rows[2]},Owner {n},{n}" for n in range(30))]
    path, _mapping = write(tmp_path, "\n".join(many) + "\n")
    assert set(tomllib.loads(first_mapping(path))["services"]) == {"level of care"}
