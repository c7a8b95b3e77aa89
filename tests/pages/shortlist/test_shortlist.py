"""What an address of saved places is read as, whatever stands in it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from facilities.models import Facility
from pages.shortlist.shortlist import MOST, Shortlist
from tests.facilities.cast import short

pytestmark = pytest.mark.django_db


def shortlist_by_name(*names, where=""):
    """Return the Shortlist of the houses whose names begin so; else of that text as an id."""
    ids = dict(Facility.objects.order_by("-city").values_list("name", "public_id"))
    first_words = {name.split()[0]: public_id for name, public_id in ids.items()}
    query = QueryDict(mutable=True)
    query.setlist("id", [first_words.get(name, name) for name in names])
    query["where"] = where
    return Shortlist(query)


@pytest.mark.parametrize(
    "asked, expected, gone, missing",
    [
        ("Dogwood Alder Birch", "Dogwood Alder Birch", "", 0),
        ("Alder Dogwood Alder", "Alder Dogwood", "", 0),
        ("Quince Birch", "Alder Birch", "", 0),  # merged into Alder
        ("Alder Quince", "Alder", "", 0),
        ("Oak Alder Pine", "Oak Alder Pine", "Oak Pine", 0),  # unlisted, closed
        ("zzzzzzzz Alder 99999999", "Alder", "", 2),
        ("zzzzzzzz", "", "", 1),
    ],
)
def test_places_come_in_their_order_and_each_once(cast, asked, expected, gone, missing):
    shortlist = shortlist_by_name(*asked.split())

    assert short(shortlist.facilities) == expected
    assert short(shortlist.gone) == gone
    assert len(shortlist.listed) == len(shortlist.facilities) - len(shortlist.gone)
    assert shortlist.missing == missing


@pytest.mark.parametrize(
    "text",
    ["\x00", "a\x00b", "' OR 1=1", "<svg>", "x" * 500, "é", "٣", "%", "..", "a,b"],
)
def test_what_can_be_no_id_is_missing_and_asks_nothing(django_assert_num_queries, text):
    with django_assert_num_queries(0):
        shortlist = shortlist_of(text)
        assert (shortlist.facilities, shortlist.missing) == ([], 1)


def shortlist_of(*ids, **more):
    query = QueryDict(mutable=True)
    query.setlist("id", ids)
    query.update(more)
    return Shortlist(query)


def test_a_link_copied_carelessly_still_works(cast):
    public_id = Facility.objects.get(name="Alder House").public_id

    assert short(shortlist_of(f" {public_id.upper()} ", "", " ").facilities) == "Alder"


def test_a_list_holds_so_many_and_counts_the_rest():
    shortlist = shortlist_of(*(f"id{number}" for number in range(MOST + 5)))

    assert (len(shortlist.asked), shortlist.left_out, shortlist.missing) == (MOST, 5, MOST)


def test_no_list_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        empty = Shortlist(QueryDict())
        assert (empty.facilities, empty.missing, empty.left_out, empty.query) == ([], 0, 0, "")


def test_a_long_list_costs_no_more_than_a_short_one(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        # Quince was merged into Alder: five are left of six.
        shortlist = shortlist_by_name("Alder", "Birch", "Cedar", "Dogwood", "Quince", "Oak")
        assert len(shortlist.facilities) == 5


@pytest.mark.parametrize(
    "where, alder, rowan",
    [
        ("", None, None),
        ("02118", 0, None),  # Rowan is nowhere
        ("Canton, MA", 13, None),
        ("MA", None, None),  # a state has no middle to measure from
        ("zzzzqq", None, None),
        ("x" * 300, None, None),
    ],
)
def test_miles_from_a_place(cast, where, alder, rowan):
    shortlist = shortlist_by_name("Alder", "Rowan", where=where)

    miles = [miles if miles is None else round(miles) for _pk, miles in shortlist.listed]
    assert miles == [alder, rowan]


def test_a_wrong_place_is_said_and_takes_no_facility_away(cast):
    shortlist = shortlist_by_name("Alder", where="x" * 300)

    assert shortlist.form.errors.keys() == {"where"}
    assert short(shortlist.facilities) == "Alder"


def test_its_address_names_the_places_and_nothing_else(cast):
    shortlist = shortlist_by_name("Quince", "zzzzzzzz", "Birch", where="02118")

    again = Shortlist(QueryDict(shortlist.query))
    assert QueryDict(shortlist.query).keys() == {"id"}
    assert short(again.facilities) == "Alder Birch"
    assert again.missing == 0


@given(st.lists(st.one_of(st.text(), st.from_regex(r"[a-z0-9]{8}", fullmatch=True)), max_size=30))
def test_any_ids_are_read(ids):
    shortlist = shortlist_of(*ids)

    assert len(shortlist.asked) <= MOST
    assert len(set(shortlist.asked)) == len(shortlist.asked)
    assert len(shortlist.facilities) + shortlist.missing == len(shortlist.asked)
    assert all(public_id == public_id.strip().lower() != "" for public_id in shortlist.asked)
