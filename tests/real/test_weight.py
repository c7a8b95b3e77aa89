"""The heaviest pages of the published directories arrive in one round trip."""

import pytest

from tests.pages.weighing import by_services, too_heavy

# One in 300 facilities names nearly everything that both directories ask: 200 services and more.
HEAVIEST, ALMOST_ALL = 60, 15_400  # bytes


@pytest.mark.any_database
def test_the_heaviest_pages_arrive_in_one_round_trip(client, editions):
    heaviest = list(by_services()[: 2 * HEAVIEST])

    assert heaviest[0].service_count > 200
    assert too_heavy(client, heaviest[:HEAVIEST], limit=ALMOST_ALL) == []
    assert too_heavy(client, heaviest[HEAVIEST:]) == []
