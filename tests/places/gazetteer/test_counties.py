import pytest

from places.gazetteer.counties import county_named


@pytest.mark.parametrize(
    "state, name, expected",
    [
        ("MA", "Norfolk County", ("Norfolk County", "25021")),
        ("MA", "Norfolk", ("Norfolk County", "25021")),
        ("LA", "Orleans Parish", ("Orleans Parish", "22071")),
        ("VA", "Richmond city", ("Richmond City", "51760")),
        ("VA", "Richmond County", ("Richmond County", "51159")),
        ("VA", "James City", ("James City County", "51095")),
        ("PR", "Bayamon", ("Bayamón Municipio", "72021")),
        ("AK", "Municipality of Anchorage", ("Anchorage Municipality", "02020")),
        ("AK", "City and Borough of Juneau", ("Juneau City and Borough", "02110")),
        ("DC", "District of Columbia", ("District of Columbia", "11001")),
        ("PA", "Monongalia County", None),
        ("MA", "", None),
    ],
)
def test_counties_by_name(state, name, expected):
    assert county_named(state, name) == expected
