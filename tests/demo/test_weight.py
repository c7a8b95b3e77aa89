"""The page of every kind of invented facility arrives in one round trip."""

import pytest

from facilities.importing.sync import import_source
from tests.pages.weighing import by_services, too_heavy

HEAVIEST, EACH = 40, 100


@pytest.mark.slow
@pytest.mark.any_database
@pytest.mark.django_db
def test_every_page_of_a_facility_arrives_in_one_round_trip(client, source):
    import_source(source)
    facilities = list(by_services())
    # The fewer services, the lighter: of those that say less, some of each size are enough.
    weighed = facilities[:HEAVIEST] + facilities[HEAVIEST::EACH]

    assert len(weighed) > HEAVIEST + 20
    assert too_heavy(client, weighed) == []
