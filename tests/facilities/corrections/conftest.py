"""Editions of a directory that lists Shelby House, and a facility whose door is known."""

import pytest

from facilities.importing.changes import rebuild
from facilities.models import Facility, GeocodedAddress
from tests.facilities.cast import remove_cast
from tests.facilities.corrections.cases import NEIGHBORS, USUAL, WITH_WEBSITE
from tests.facilities.corrections.outputs import LATITUDE, LONGITUDE, STREET
from tests.facilities.workbooks import row


@pytest.fixture
def imported(imported):
    """Import into an empty directory, also beside tests that look at the cast."""
    remove_cast()
    return imported


@pytest.fixture
def edition(imported):
    """Import an edition: `edition(year, **cells)`; its `cells` of Shelby House differ."""

    def do(year=2023, is_listed=True, **cells):
        rows = [row(**{**USUAL, **cells})] if is_listed else []
        return imported([*rows, *NEIGHBORS], year=year, columns=WITH_WEBSITE)

    return do


@pytest.fixture
def shelby(imported):
    """Give a facility that an edition of ten lists."""
    imported([row(), *NEIGHBORS], year=2022)
    return Facility.objects.get(name="Shelby House")


@pytest.fixture
def placed_alder(cast):
    """Give a facility whose door is known exactly, and whose page all outputs may speak of."""
    GeocodedAddress.objects.create(
        address=f"{STREET}, Boston, MA 02118",
        latitude=float(LATITUDE),
        longitude=float(LONGITUDE),
    )
    rebuild()
    facility = Facility.objects.get(name="Alder House")
    assert facility.precision == "street"
    return facility
