from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from places.gazetteer import loading, sources
from places.gazetteer.rows import Row
from places.geo import Point, miles_between
from places.models import Alias, GazetteerLoad, Place
from places.states import STATES

pytestmark = pytest.mark.django_db

# Rounded down; the packages grow.
AT_LEAST = {"state": 59, "county": 3_200, "city": 36_000, "zip": 41_900}


def load_gazetteer(capsys, *args):
    call_command("load_gazetteer", *args)
    return capsys.readouterr().out


def test_what_is_in_it():
    counts = Counter(Place.objects.values_list("kind", flat=True))
    assert all(counts[kind] >= least for kind, least in AT_LEAST.items())
    assert Alias.objects.count() > 6_000
    assert set(Place.objects.filter(kind="zip").values_list("state", flat=True)) == set(STATES)
    assert set(Place.objects.filter(kind="city").values_list("state", flat=True)) == set(STATES)


@pytest.mark.parametrize(
    "kind, key, state, point",
    [
        ("zip", "02021", "MA", Point(42.16, -71.14)),
        ("zip", "99637", "AK", Point(60.53, -165.10)),  # the ZIP table is 114 miles off
        ("zip", "96960", "MH", Point(7.09, 171.38)),  # ... and here in the other hemisphere
        ("zip", "96941", "FM", Point(6.96, 158.21)),  # ... and here at 0,0
        ("zip", "96970", "MH", Point(8.77, 167.74)),
        ("zip", "96799", "AS", Point(-14.28, -170.70)),
        ("city", "boston", "MA", Point(42.36, -71.06)),
        ("city", "newyork", "NY", Point(40.71, -74.01)),
        ("city", "dorchester", "MA", Point(42.30, -71.07)),
        ("city", "sunderland", "MA", Point(42.45, -72.57)),
        ("city", "vieques", "PR", Point(18.13, -65.44)),
        ("city", "sanysidro", "CA", Point(32.56, -117.04)),
        ("city", "prescott", "AZ", Point(34.54, -112.47)),
        ("zip", "92143", "CA", Point(32.56, -117.04)),  # boxes; the ZIP table is 48 miles off
        ("zip", "99723", "AK", Point(71.29, -156.79)),  # Barrow, as the post says
        ("county", "norfolkcounty", "MA", Point(42.18, -71.15)),
        ("county", "losangelescounty", "CA", Point(34.07, -118.24)),
        ("state", "ma", "MA", Point(42.26, -71.6)),
        ("state", "ak", "AK", Point(61.0, -153.0)),
        ("state", "gu", "GU", Point(13.44, 144.76)),
    ],
)
def test_where_places_are(kind, key, state, point):
    place = Place.objects.get(kind=kind, key=key, state=state)
    assert miles_between(place.point, point) < (150 if kind == "state" else 10)


def test_a_second_load_writes_nothing(capsys, django_assert_num_queries):
    before = GazetteerLoad.objects.get()
    with django_assert_num_queries(1):
        assert load_gazetteer(capsys) == "Gazetteer up to date: nothing to do.\n"
    assert GazetteerLoad.objects.get() == before


@pytest.mark.slow
def test_a_forced_load_makes_the_same_tables(capsys):
    rows = Place.objects.order_by("kind", "state", "key").values_list(*Row._fields)
    before, aliases = list(rows), Alias.objects.count()
    assert load_gazetteer(capsys, "--force") == (
        f"Gazetteer loaded: {len(before):,} places, {aliases:,} other names.\n"
    )
    assert list(rows) == before
    assert GazetteerLoad.objects.count() == 1


@pytest.mark.slow
def test_a_load_that_fails_leaves_everything(monkeypatch):
    loaded = GazetteerLoad.objects.get()

    def fail(rows):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO places_nothing VALUES (1)")

    monkeypatch.setattr(loading, "_insert_aliases", fail)
    with pytest.raises(Exception, match="places_nothing"):
        loading.load(force=True)
    assert Place.objects.filter(kind="zip").count() >= AT_LEAST["zip"]
    assert GazetteerLoad.objects.get() == loaded


def test_a_malformed_file_stops_it_before_anything_changes(tmp_path, monkeypatch):
    path = tmp_path / "cities.csv"
    path.write_text("state,name,latitude,longitude,population,county\nMA,Boston,north,1,1,\n")
    monkeypatch.setattr(sources, "CITIES", path)
    with pytest.raises(CommandError, match=r"cities\.csv, line 2, latitude: .* Nothing was"):
        call_command("load_gazetteer")
    assert Place.objects.filter(kind="zip").count() >= AT_LEAST["zip"]
