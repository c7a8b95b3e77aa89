"""Searches of the published directories equal plain sets of their rows: 2,000 of them."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from facilities.models import Listing
from places.resolve import resolve
from search import index
from search.facets import Facets
from search.index.bits import ordinals_of
from search.query import SearchQuery
from search.relaxation import MOST, relaxations
from search.results import SearchResults
from tests.search.naive import PlainSets
from tests.search.queries import query
from tests.search.relaxed import repaired

SEARCHES = 2_000
OPTIONS = 12  # whose counts are checked, of each search
# Cities large and small, ZIP codes, counties, states, territories, and no place at all.
PLACES = [
    *("", "MA", "CA", "Wyoming", "PR", "Guam", "Vermont", "Cook County, IL", "Kings County, NY"),
    *("New York, NY", "Los Angeles, CA", "Chicago, IL", "Houston, TX", "Boston, MA", "Miami, FL"),
    *("Billings, MT", "Fairbanks, AK", "Honolulu, HI", "San Juan, PR", "Bangor, ME", "Elko, NV"),
    *("02118", "60601", "99501", "96910", "82001", "59801", "03301", "70112", "Marfa, TX"),
]


@pytest.fixture(scope="module")
def naive(editions, django_db_blocker):
    with django_db_blocker.unblock():
        return PlainSets.with_names_of(index.current())


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(20))
def test_counts_and_repairs_are_those_of_plain_sets(naive, seed):
    current, random, seen = index.current(), Random(seed), Counter()
    askable = [
        service for service in current.taxonomy.services.values() if service.polarity != "declines"
    ]
    groups = [group.slug for group in current.taxonomy.groups]
    places = [resolve(text).place for text in PLACES]
    for _i in range(SEARCHES // 20):
        asked = query(random, places, askable, groups)
        area = naive.asked_area(asked)
        results = SearchResults(current, asked, widens=False)
        assert {current.pks[p] for p in positions(results)} == naive.fitting(asked, area), asked
        facets = Facets(results)
        for service in random.sample(askable, OPTIONS):
            more = replace(asked, services=tuple({*asked.services, service}))
            assert facets.count(service) == len(naive.fitting(more, area)), (asked, service)
        shown = SearchResults(current, asked)
        assert {current.pks[p] for p in positions(shown)} == naive.shown(asked), asked
        seen["widened"] += shown.is_widened
        repairs = relaxations(shown)
        assert len(repairs) <= MOST
        for relaxation in repairs:
            assert relaxation.count == len(repaired(naive, shown, relaxation)), (asked, relaxation)
            assert relaxation.gain == relaxation.count - shown.total > 0, (asked, relaxation)
            seen[relaxation.change] += 1
    assert len(seen) >= 5, seen  # repairs of nearly every kind were checked


def positions(results):
    return ordinals_of(results.bits)


@pytest.mark.parametrize(
    "slug, codes",
    [
        ("methadone", "MU METH MM DM"),
        ("buprenorphine", "BU BUM BMW DB UB BWN BWON BERI BSDM"),
        ("naltrexone", "NU UN RPN NXN VTRL"),
        ("mat", "MU BU NU"),
        ("detox", "DT OD RD HID"),
        ("detox-overnight", "RD HID"),
        ("detox-outpatient", "OD"),
        ("hospital-inpatient", "HI"),
        ("psychiatric-inpatient", "MH-HI"),
        ("inpatient", "HI RES"),
        ("residential", "RES RS RL RD"),
        ("iop", "OIT"),
        ("php", "ODT"),
        ("outpatient", "OP ORT OIT ODT OD OMB"),
        ("sober-living", "HH"),
        ("telehealth", "TELE"),
        ("medicaid", "MD"),
        ("medicare", "MC"),
        ("private-insurance", "PI"),
        ("military-insurance", "MI"),
        ("self-pay", "SF"),
        ("sliding-fee", "SS"),
        ("free-care", "NP"),
        ("spanish", "SP"),
        ("sign-language", "AH"),
    ],
)
def test_a_service_is_who_names_its_codes(editions, slug, codes):
    current, wanted = index.current(), set(codes.split())
    listings = Listing.objects.filter(edition__is_current=True, facility__status="open")
    named = {
        facility
        for facility, text in listings.values_list("facility_id", "codes")
        if wanted & set(text.split())
    }
    asked = SearchQuery(
        services=(current.taxonomy.by_slug[slug],),
        include=frozenset({"serves-only", "mental-health"}),
    )
    pks = {current.pks[p] for p in positions(SearchResults(current, asked))}
    assert pks == named
