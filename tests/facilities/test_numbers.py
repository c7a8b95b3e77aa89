"""The number to call is the same for pages, corrections and the search index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.listings.records import PhoneRecord
from facilities.models import Facility, Phone, mark_changed
from facilities.numbers import MAIN, number_to_call
from search import index

KINDS = st.sampled_from(Phone.Kind.values)


def records(kinds):
    """Return PhoneRecords of these kinds, each with a number of its own."""
    return [PhoneRecord(kind, f"617-555-01{n:02}", "", "") for n, kind in enumerate(kinds)]


def test_the_kind_of_a_main_number_is_the_models():
    assert MAIN == Phone.Kind.MAIN


@given(st.lists(KINDS, max_size=8).map(records))
def test_it_is_the_first_main_number_else_the_first(phones):
    number = number_to_call(phones)
    assert number is number_to_call(iter(phones))
    assert (number is None) == (phones == [])
    if phones:
        before = phones[: phones.index(number)]
        assert not [phone for phone in before if phone.kind == MAIN]
        assert number.kind == MAIN or number is phones[0]
        assert number.kind == MAIN or MAIN not in [phone.kind for phone in phones]


@pytest.mark.django_db
def test_the_index_and_the_pages_call_the_same_number(cast):
    Phone.objects.filter(facility__name__startswith="Birch").update(kind="intake")
    mark_changed()
    entries = index.current().entries
    assert {entry.phone and entry.phone.kind for entry in entries} == {"main", "intake"}
    for entry in entries:
        phone = Facility.objects.get(pk=entry.pk).number_to_call
        assert (entry.phone and entry.phone.display) == (phone and phone.display)
