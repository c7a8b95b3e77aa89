import pytest

import derived
from places.gazetteer.atlas import assemble
from places.gazetteer.current import atlas
from places.gazetteer.entries import OtherName
from places.gazetteer.loading import load
from places.models import Alias, Kind, Place

pytestmark = pytest.mark.django_db


def test_it_is_read_once_for_each_load_of_the_gazetteer(django_assert_num_queries):
    first = atlas()
    with django_assert_num_queries(1):  # whether it was loaded anew
        assert atlas() is first
    load(force=True)
    assert atlas() is not first


def test_it_asks_every_few_seconds_only(settings, django_assert_num_queries):
    derived.ask_anew()
    settings.ASKED_EVERY = 60
    atlas()
    with django_assert_num_queries(0):
        atlas()


def test_it_has_every_name():
    book = atlas()
    named = [book.cities, book.counties, book.states, book.regions]
    count = sum(len(rows) for table in named for rows in table.values())
    assert count == Place.objects.exclude(kind=Kind.ZIP).count()
    aliases = [*book.aliases.values(), *book.local_aliases.values()]
    assert sum(map(len, aliases)) == Alias.objects.count()
    assert list(book.keys) == sorted(set(book.keys))
    assert len(book.keys) == len(book.weights)


def test_names_that_begin_alike():
    book = atlas()
    keys = [book.keys[at] for at in book.starting_with("springf")]
    assert keys == [key for key in book.keys if key.startswith("springf")]
    assert "springfield" in keys


def test_weights():
    boston = ("city", "boston", "Boston", "MA", "", 42.0, -71.0, 600_000, False, "")
    suffolk = ("county", "suffolkcounty", "Suffolk County", *boston[3:7], 700_000, False, "")
    state = ("state", "ma", "Massachusetts", "MA", "", 42.0, -71.0, 6_000_000, False, "")
    names = [
        ("beantown", OtherName("Beantown", True, boston)),
        ("chestnuthill", OtherName("Chestnut Hill", False, boston)),
    ]
    book = assemble([boston, suffolk, state], names)
    assert {name: book.weight(name) for name in book.keys} == {
        "beantown": 120_000,
        "boston": 600_000,
        "chestnuthill": 5_000,
        "ma": 2_000_000,
        "massachusetts": 2_000_000,
        "suffolk": 70_000,
        "suffolkcounty": 70_000,
    }
    assert book.weight("salem") == 0
    assert set(book.within(6, 1)) == {"boston", "suffolk"}
    assert list(book.great) == ["beantown", "boston", "ma", "massachusetts"]


def test_an_empty_gazetteer():
    book = assemble([], [])
    assert (list(book.keys), list(book.starting_with("a")), book.within(5, 2)) == ([], [], [])
