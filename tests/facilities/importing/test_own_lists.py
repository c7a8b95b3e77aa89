"""A list of the operator's own, from its file to a facility's page, with the two commands."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from facilities.models import Edition, Facility
from tests.facilities.listings.own.lists import MAPPING, write
from tests.facilities.workbooks import row, workbook

pytestmark = pytest.mark.django_db


def import_list(county, mapping, **options):
    """Import a list, for all that one of its three places has no number."""
    options = {"allow_undialable": True, "verbosity": 0, **options}
    call_command("import_directory", county, map=mapping, **options)


def test_a_list_becomes_facilities(tmp_path):
    import_list(*write(tmp_path))
    edition = Edition.objects.get()
    alder = Facility.objects.get(name="Alder House")
    page = Client().get(alder.get_absolute_url()).content.decode()
    assert (edition.kind, edition.covers) == ("list", {})
    assert "tel:+15105550101" in page
    assert "tel:+15105550102" in page
    assert "Licensed programs 2025" in page
    assert "Example County" in page
    assert Facility.objects.filter(status="open").count() == 3


def test_what_the_list_withholds_stays_withheld(tmp_path):
    import_list(*write(tmp_path))
    birch = Facility.objects.get(name="Birch Clinic")
    assert birch.address_withheld
    page = Client().get(birch.get_absolute_url()).content.decode()
    assert "Directions" not in page


def test_a_word_in_a_phone_cell_is_not_shown(tmp_path):
    import_list(*write(tmp_path))
    cedar = Facility.objects.get(name="Cedar Sober Living")
    assert not cedar.phones.exists()
    assert "call us" not in Client().get(cedar.get_absolute_url()).content.decode()


def test_a_list_covers_no_area_in_full(tmp_path):
    with pytest.raises(CommandError, match="--covers: county.csv is of your own"):
        import_list(*write(tmp_path), covers={"CA"})
    assert not Edition.objects.exists()
    import_list(*write(tmp_path), covers=set())  # --covers part
    assert Edition.objects.get().covers == {}


def test_the_same_list_again_changes_nothing(tmp_path):
    import_list(*write(tmp_path))
    report = tmp_path / "report.json"
    import_list(*write(tmp_path), report=report)
    (told,) = json.loads(report.read_text())
    assert (told["created"], told["changed"], told["unchanged"]) == (0, 0, 3)
    assert Edition.objects.count() == 1


def test_lists_of_one_year_stand_beside_each_other(tmp_path):
    import_list(*write(tmp_path))
    folder = tmp_path / "another"
    folder.mkdir()
    county = "Name,City,Zip\nDogwood House,Oakland,94607\n"
    mapping = """
        title = "Sober homes"
        publisher = "Another county"
        year = 2025
        columns = { name = "Name", city = "City", zip = "Zip" }
        constants = { state = "CA" }
    """
    import_list(*write(folder, county, mapping))
    assert Edition.objects.filter(is_current=True).count() == 2
    assert Facility.objects.filter(status="open").count() == 4


OFFICIAL = {
    "name1": "Alder House Inc", "street1": "12 Elm Street", "street2": "Suite 2",
    "city": "Oakland", "state": "CA", "zip": "94607", "phone": "510-555-0109",
    "intake1": "510-555-0101", "service_code_info": "SA * OP",
}  # fmt: skip


@pytest.mark.parametrize("list_first", [True, False])
def test_a_list_fills_the_gaps_of_the_official_directory(tmp_path, list_first):
    official = workbook(tmp_path / "su-2023.xlsx", [row(**OFFICIAL)])
    steps = [
        lambda: import_list(*write(tmp_path)),
        lambda: call_command("import_directory", official, verbosity=0),
    ]
    for step in steps if list_first else reversed(steps):
        step()
    alder = Facility.objects.get(name__startswith="Alder")
    assert (alder.name, alder.website) == ("Alder House Inc", "http://www.example.org")
    assert [phone.display for phone in alder.phones.all()] == [
        "510-555-0109",
        "510-555-0101",
        "510-555-0102",
    ]
    codes = alder.services.exclude(code="").values_list("code", flat=True)
    assert set(codes) == {"SA", "OP", "RES", "DT"}


def test_what_is_wrong_in_a_mapping_changes_nothing(tmp_path):
    mapping = MAPPING.replace('"detox"', '"Detoxx"')
    with pytest.raises(CommandError, match=r"mapping.toml: services.Level of Care: 'Detoxx'"):
        import_list(*write(tmp_path, mapping=mapping))
    assert not Edition.objects.exists()


def test_a_first_mapping_is_written_and_never_overwritten(tmp_path, capsys):
    county, _mapping = write(tmp_path)
    output = tmp_path / "first.toml"
    call_command("map_columns", county, output=output)
    text = output.read_text(encoding="utf-8")
    assert 'name = "program name"' in text
    with pytest.raises(CommandError, match="it isn't overwritten"):
        call_command("map_columns", county, output=output)
    call_command("map_columns", county)
    assert text in capsys.readouterr().out


def test_where_no_mapping_can_be_written_it_is_told(tmp_path):
    county, _mapping = write(tmp_path)
    with pytest.raises(CommandError, match="can't be written: No such file or directory"):
        call_command("map_columns", county, output=tmp_path / "nowhere" / "first.toml")
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("map_columns", tmp_path / "none.csv")


def test_the_next_edition_of_a_list_replaces_the_last(tmp_path):
    county, mapping = write(tmp_path)
    import_list(county, mapping)
    newer = MAPPING.replace("2025", "2026")
    without_cedar = "\n".join(county.read_text().splitlines()[:-1]) + "\n"
    import_list(*write(tmp_path, without_cedar, newer))
    assert list(Edition.objects.filter(is_current=True).values_list("year", flat=True)) == [2026]
    assert Facility.objects.get(name="Alder House").status == "open"
    assert Facility.objects.get(name="Cedar Sober Living").status == "unlisted"


def test_a_list_makes_no_place_of_another_list_history(tmp_path):
    official = workbook(tmp_path / "su-2023.xlsx", [row("Dogwood Center", street1="9 Oak Lane")])
    call_command("import_directory", official, verbosity=0)
    import_list(*write(tmp_path))
    assert Facility.objects.filter(status="open").count() == 4


def test_numbers_that_cannot_be_dialled_stop_an_import_and_are_reported(tmp_path):
    report = tmp_path / "report.json"
    with pytest.raises(CommandError, match="line 5: .*call us"):
        import_list(*write(tmp_path), allow_undialable=False)
    import_list(*write(tmp_path), report=report)
    (told,) = json.loads(report.read_text())
    assert "call us" in str(told["undialable"])
