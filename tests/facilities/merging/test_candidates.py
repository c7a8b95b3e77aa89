"""What is offered as the same place, and what a search for it gives."""

import pytest

from facilities.merging.candidates import likely, search
from facilities.models import Facility, Phone
from tests.facilities.cast import short
from tests.facilities.merging.places import named


def names_by(text):
    return short(candidate.facility for candidate in search(named("Alder House"), text))


@pytest.mark.parametrize(
    "text, names",
    [
        ("Birch", "Birch"),
        ("birch boston", "Birch"),
        ("Maple, Nashua", "Maple"),
        ("house NH", "Maple"),
        ("02118", "Birch Oak Pine"),
        ("617-555-0101", "Birch"),
        ("(617) 555 0101", "Birch"),
        ("555-0101", "Birch"),
        ("quince", ""),
        ("alder", ""),
        ("nobody", ""),
        ("100%", "Ivy"),
    ],
)
def test_it_is_looked_for_by_what_one_knows_of_it(cast, text, names):
    assert names_by(text) == names


def test_an_id_is_enough(cast):
    assert names_by(named("Elm Recovery").public_id) == "Elm"


def test_who_shares_a_door_or_a_number_is_offered(cast):
    alder, birch, elm = named("Alder House"), named("Birch Clinic"), named("Elm Recovery")
    assert likely(alder) == []
    Facility.objects.filter(pk=birch.pk).update(street="0 Main St")
    Phone.objects.filter(facility__in=[birch, elm], kind="main").update(e164="+16175550100")
    assert [(each.facility, [str(words) for words in each.shared]) for each in likely(alder)] == [
        (birch, ["same street and ZIP code", "same number"]),
        (elm, ["same number"]),
    ]


def test_without_a_street_or_a_number_nobody_is_likely(cast):
    cedar = named("Cedar Shelter")
    cedar.phones.all().delete()
    assert likely(cedar) == []
