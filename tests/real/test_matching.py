"""Which rows of the published files are one place, and which aren't: each pair was read."""

from collections import defaultdict

import pytest

from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.models import Facility, Listing
from tests.real.conftest import EXPORT_MA

# Lines of the substance use and of the mental health directory of 2023.
ONE_PLACE = [
    (224, 204),
    (2007, 1359),
    (2669, 1785),
    (3295, 2175),
    (4729, 2953),
    (4896, 3022),
    (5268, 3252),
    (6163, 3769),
    (6195, 3783),
    (6834, 4196),  # suites 104-105 and 104-106
    (8011, 5030),
    (9597, 6186),
    (10153, 6621),
    (12196, 8199),
    (12716, 8685),
]
TWO_PLACES = [
    (3050, 2021),  # for women, for the young
    (810, 707),  # two suites, two numbers
    (706, 659),  # two suites, two numbers, and a third that both give
    (8286, 5248),  # two clinics, each listed as "Outpatient Clinic"
]
# Lines of the substance use directories of 2022 and 2023.
OTHER_PROGRAMS = [
    (7394, 7850),  # "Residential for Women", "Integrity House"
    (564, 632),  # Arkansas CARES, Methodist Childrens Home
    (6236, 6622),  # Tagwii Recovery Center, an adolescent clinic
    (6851, 7268),  # for adults, for the young
]
# Lines of the substance use directory of 2023 and of the export, places that moved or have
# another name or number.
STILL_THERE = [
    (5825, 237),  # upstairs, with a longer name
    (5833, 62),  # with a number of its own
    (5844, 2),  # the organization has another name and number
    (6003, 488),  # in another street
    (6036, 648),
    (6069, 34),  # no longer named for women
    (6103, 211),
    (6127, 498),  # in the same street, now with another city's name
    (5782, 272),  # in the next town
    (5932, 208),
]


def facility_of(kind, year, line):
    """Return the pk of the facility that lists a line; None where its listing was dropped."""
    listings = Listing.objects.filter(edition__kind=kind, edition__year=year, line=line)
    return listings.values_list("facility", flat=True).first()


@pytest.mark.parametrize("su, mh", ONE_PLACE)
def test_two_questionnaires_of_one_place(editions, su, mh):
    assert facility_of("su", 2023, su) == facility_of("mh", 2023, mh) is not None


@pytest.mark.parametrize("su, mh", TWO_PLACES)
def test_two_questionnaires_of_two_places(editions, su, mh):
    assert facility_of("su", 2023, su) != facility_of("mh", 2023, mh)


@pytest.mark.parametrize("old, new", OTHER_PROGRAMS)
def test_a_new_program_is_not_an_old_one_for_other_people(editions, old, new):
    # The listing of 2022 stays only with a facility that has none of 2023.
    assert facility_of("su", 2022, old) != facility_of("su", 2023, new)


def test_who_is_recognized_in_the_export_of_a_state(editions, real_data_folder):
    import_source(read(real_data_folder / EXPORT_MA))
    apart = [
        (old, new)
        for old, new in STILL_THERE
        if facility_of("su", 2023, old) != facility_of("export", 2025, new)
    ]
    assert apart == []
    assert len(twins("MA")) <= 3


def twins(state):
    """Return {(old, new)} of facilities that may be one place, by no rule of the import.

    The old was listed before this and isn't now, the new is in the export alone; both have a
    number in common, and the street and ZIP or the city.
    """
    kinds, addresses, numbers = defaultdict(set), defaultdict(set), defaultdict(set)
    current = set()
    for listing in Listing.objects.filter(facility__state=state).select_related("edition"):
        pk, raw = listing.facility_id, listing.raw
        kinds[pk].add(listing.edition.kind)
        addresses[pk] |= {(raw["street1"], raw["zip"]), raw["city"]}
        numbers[pk].add(raw["phone"][:12])
        if listing.edition.is_current:
            current.add(pk)
    gone = Facility.objects.filter(pk__in=current, status="unlisted").values_list("pk", flat=True)
    new = [pk for pk in current if kinds[pk] == {"export"}]
    return {
        (old, pk)
        for old in gone
        for pk in new
        if numbers[old] & numbers[pk] and addresses[old] & addresses[pk]
    }
