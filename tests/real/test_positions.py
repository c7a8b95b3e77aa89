"""A published export gives the doors of other lists their points, and no wrong ones."""

import pytest

from facilities.models import Facility
from geocoding.tables.placing import import_positions
from places.gazetteer.zips import zip_centres
from places.geo import Point, miles_between
from tests.real.conftest import EXPORT_MA


@pytest.fixture
def placed(editions, real_data_folder, db):
    return import_positions([real_data_folder / EXPORT_MA])[0]


def test_most_of_a_state_stands_at_its_door(placed):
    listed = Facility.objects.listed().in_state("MA").filter(address_withheld=False)
    at_door = listed.filter(precision="street")
    assert placed.placed >= at_door.count() > 0.6 * listed.count()
    assert len(placed.refused) < 0.02 * placed.rows


def test_nobody_leaves_the_state_or_goes_far(placed):
    moved = Facility.objects.filter(precision="street")
    assert set(moved.values_list("state", flat=True)) == {"MA"}
    assert set(moved.values_list("position_from", flat=True)).pop().startswith(f"{EXPORT_MA}, ")
    centers = zip_centres()
    for facility in moved:
        here = Point(facility.latitude, facility.longitude)
        assert miles_between(here, centers[facility.zip].point) <= 50
