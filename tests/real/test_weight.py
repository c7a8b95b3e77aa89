"""The heaviest pages of the published directories arrive in one round trip."""

import pytest

from tests.pages.weighing import by_services, too_heavy

HEAVIEST = 120  # of 21,451: they name nearly everything that both directories ask


@pytest.mark.any_database
def test_the_heaviest_pages_arrive_in_one_round_trip(client, editions):
    heaviest = list(by_services()[:HEAVIEST])

    assert len(heaviest[0].service_pks) > 200
    assert too_heavy(client, heaviest) == []
