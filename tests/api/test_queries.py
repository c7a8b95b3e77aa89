"""How many queries an answer costs, whatever it holds."""

import pytest

from facilities.models import Facility

CITY_AND_TWO_FILTERS = "where=Boston,+MA&service=detox&payment=medicaid"
EVERY_PARAMETER = f"{CITY_AND_TWO_FILTERS}&age=adults&group=accepts-women&language=spanish&q=a"


@pytest.fixture
def count_queries(client, cast, django_assert_num_queries):
    """Return a function: ask for an address and check its number of queries."""

    def do(path, number):
        client.get(path)  # the taxonomy is read once, then only looked at for changes
        with django_assert_num_queries(number):
            response = client.get(path)
            b"".join(response.streaming_content if response.streaming else response)
        assert response.status_code == 200

    return do


@pytest.mark.parametrize(
    "path, number",
    [
        ("/search/", 3),
        (f"/search/?{CITY_AND_TWO_FILTERS}", 5),
        (f"/search/?{EVERY_PARAMETER}", 5),
        ("/search/?where=02118", 5),
        ("/search/?where=zzzzqq", 4),
        ("/search/?radius=7", 3),
        ("/api/v1/facilities/", 6),
        (f"/api/v1/facilities/?{CITY_AND_TWO_FILTERS}", 7),
        (f"/api/v1/facilities/?{EVERY_PARAMETER}", 7),
        ("/api/v1/facilities/?page_size=100", 6),
        ("/api/v1/facilities.csv", 6),
        ("/api/v1/facilities.geojson", 6),
        ("/api/v1/changes/", 4),
        ("/api/v1/places/?q=Boston,+MA", 1),
        ("/api/v1/services/", 1),
    ],
)
def test_an_answer_costs_this_many_queries(count_queries, path, number):
    count_queries(path, number)


def test_a_facility_costs_six_queries(count_queries):
    count_queries(f"/api/v1/facilities/{Facility.objects.get(name='Alder House').public_id}/", 6)
