"""What an import does while a geocoder is asked holds: its answer comes too late."""

import pytest
from django.core.management import call_command

from facilities.models import Facility, GeocodedAddress
from geocoding.run import Run
from tests.geocoding.conftest import FORT_COLLINS, PINE_STREET, position

AT_TABLE = (40.58, -105.08)
TABLE = f"street,zip,lat,lon\n12 Pine St,80524,{AT_TABLE[0]},{AT_TABLE[1]}\n"
CENSUS = f'"1","12 Pine St, Fort Collins, CO, 80524","Match","","","{AT_TABLE[1]},{AT_TABLE[0]}"\n'


@pytest.fixture
def meanwhile(monkeypatch):
    """Return a function: do something between a request and the keeping of its answer."""

    def between(do):
        keep = Run.keep

        def keep_after(*arguments):
            do()
            keep(*arguments)

        monkeypatch.setattr(Run, "keep", keep_after)

    return between


@pytest.mark.parametrize("answer", [[PINE_STREET], []], ids=["a point", "none"])
@pytest.mark.parametrize("text", [TABLE, CENSUS], ids=["table", "census"])
def test_a_position_that_came_by_file_stays(
    finds, facility, geocode, meanwhile, tmp_path, answer, text
):
    path = tmp_path / "published.csv"
    path.write_text(text)
    meanwhile(lambda: call_command("import_positions", path, verbosity=0))
    finds(*answer)
    assert geocode()[-1] == "Facilities placed at their street: 0"
    assert position(facility) == (AT_TABLE, "street")
    kept = GeocodedAddress.objects.get()
    assert (kept.latitude, kept.longitude) == AT_TABLE
    assert kept.provider == ("table" if text == TABLE else "census")


@pytest.mark.parametrize("answer", [[PINE_STREET], []], ids=["a point", "none"])
def test_a_position_that_no_facility_shows_yet_stays_and_is_used(
    finds, facility, geocode, meanwhile, answer
):
    latitude, longitude = AT_TABLE
    meanwhile(
        lambda: GeocodedAddress.objects.create(
            address="12 Pine St, Fort Collins, CO 80524", latitude=latitude, longitude=longitude,
            provider="table", source="published.csv",
        )
    )  # fmt: skip
    finds(*answer)
    geocode()
    assert GeocodedAddress.objects.get().provider == "table"
    assert position(facility) == (AT_TABLE, "street")


def test_an_address_withheld_meanwhile_is_not_kept(finds, facility, geocode, meanwhile):
    meanwhile(lambda: Facility.objects.update(street="", address_withheld=True))
    finds(PINE_STREET)
    assert geocode() == [
        "Addresses: 0 found, 0 not found, 0 not believed, 0 unanswered",
        "Facilities placed at their street: 0",
    ]
    assert not GeocodedAddress.objects.exists()
    assert position(facility) == (FORT_COLLINS, "zip")
