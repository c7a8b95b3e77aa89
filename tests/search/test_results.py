"""What SearchResults finds equals what plain sets of the tables' rows give."""

from dataclasses import replace
from random import Random

import pytest

from facilities.models import Facility, mark_changed
from places.resolve import resolve
from search import index
from search.facets import Facets
from search.index.areas import FARTHEST
from search.query import REACHES, SearchQuery
from search.relaxation import relaxations
from search.results import NEAREST, SearchResults
from tests.search.naive import PlainSets
from tests.search.queries import query
from tests.search.relaxed import repaired

PLACES = [
    *("", "MA", "RI", "VT", "AS", "Boston, MA", "02118", "01103", "03060", "Providence, RI"),
    *("Norfolk County, MA", "New England", "Cape Cod", "Concord, NH", "Honolulu, HI", "Bangor, ME"),
]


@pytest.fixture
def places():
    return [resolve(text).place for text in PLACES]


def askable(taxonomy):
    return [service for service in taxonomy.services.values() if service.polarity != "declines"]


def group_slugs(current):
    return [group.slug for group in current.taxonomy.groups]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_found_is_what_fits(cast, places, seed):
    current, random = index.current(), Random(seed)
    naive = PlainSets.with_names_of(current)
    for _i in range(5):
        asked = query(random, places, askable(current.taxonomy), group_slugs(current))
        results = SearchResults(current, asked, widens=False)
        pks = [pk for pk, _miles in results.page(0, 100)]
        expected = naive.fitting(asked, naive.asked_area(asked))
        assert set(pks) == expected
        assert results.total == len(pks) == len(expected)
        for service in random.sample(askable(current.taxonomy), 25):
            more = replace(asked, services=(*asked.services, service))
            counted = len(naive.fitting(more, naive.asked_area(asked)))
            assert Facets(results).count(service) == counted, service.slug
        shown = SearchResults(current, asked)
        assert {pk for pk, _miles in shown.page(0, 100)} == naive.shown(asked), asked
        repairs = relaxations(shown)
        assert len(repairs) <= 3
        for relaxation in repairs:
            assert relaxation.count == len(repaired(naive, shown, relaxation)), (asked, relaxation)
            assert relaxation.gain == relaxation.count - shown.total > 0


def around(where, *slugs, **more):
    taxonomy = index.current().taxonomy
    return SearchQuery(
        resolve(where).place, tuple(taxonomy.by_slug[slug] for slug in slugs), **more
    )


def names_of(results):
    by_pk = Facility.objects.in_bulk([pk for pk, _miles in results.page(0, 100)])
    return " ".join(by_pk[pk].name.split()[0] for pk, _miles in results.page(0, 100))


# The nearest houses first, and the circle that is searched.
@pytest.mark.parametrize(
    ("where", "slugs", "reach", "expected", "searched"),
    [
        pytest.param("Boston, MA", "outpatient", 25, "Birch Cedar Dogwood", 50, id="three"),
        pytest.param("Boston, MA", "medicaid", 50, "", 50, id="five are enough"),
        pytest.param("Boston, MA", "naltrexone", 5, "Ginkgo", 100, id="none, one elsewhere"),
        pytest.param("Springfield, MA", "naltrexone", 5, "Ginkgo", 5, id="the only one"),
        pytest.param("MA", "residential", 25, "Alder Elm", None, id="a state with two"),
        pytest.param("02118", "detox", 100, "", 250, id="four, and one far away"),
    ],
)
def test_a_search_goes_on_until_five_fit(cast, where, slugs, reach, expected, searched):
    results = SearchResults(index.current(), around(where, *slugs.split(), reach=reach))
    assert results.area.reach == searched
    assert results.is_widened == (searched not in (reach, None))
    assert names_of(results).startswith(expected)


def test_a_county_shows_its_own_first_then_those_around_it(cast):
    results = SearchResults(index.current(), around("Norfolk County, MA", "outpatient"))
    rows = results.page(0, 100)
    own = results.asked_total
    assert 0 < own < 5 <= results.total
    assert results.is_nearest
    counties = Facility.objects.in_bulk([pk for pk, _miles in rows])
    assert [counties[pk].county == "Norfolk County" for pk, _miles in rows] == [
        place < own for place in range(len(rows))
    ]
    around_it = [miles for _pk, miles in rows[own:]]
    assert around_it == sorted(around_it)


@pytest.mark.parametrize("names", ["ginkgo", "maple house"])
def test_no_search_goes_farther_for_the_sake_of_a_name(cast, names):
    results = SearchResults(index.current(), around("Boston, MA", names=names))
    assert (results.is_widened, results.total) == (False, 0)


@pytest.mark.parametrize(
    ("where", "reach", "is_in"),
    [
        ("Boston, MA", 25, True),
        ("boston mass", 50, True),
        ("Beantown", 25, True),  # by another name of the city
        ("Boston, MA", 10, False),  # who asks for less wants less
        ("02118", 25, False),
        ("Canton, MA", 25, False),
    ],
)
def test_who_has_a_city_in_its_address_is_in_it_however_far(alder, where, reach, is_in):
    Facility.objects.filter(pk=alder.pk).update(latitude=41.5, longitude=-71.0)
    mark_changed()
    results = SearchResults(index.current(), around(where, "detox", reach=reach), widens=False)
    miles = dict(results.page(0, 100))
    assert (alder.pk in miles) == is_in
    assert results.is_beyond == is_in
    assert not is_in or miles[alder.pk] == pytest.approx(59, abs=3)


def test_an_address_that_is_nowhere_on_the_map_is_in_its_city(alder):
    Facility.objects.filter(pk=alder.pk).update(latitude=None, longitude=None, precision="unknown")
    mark_changed()
    results = SearchResults(index.current(), around("Boston, MA", "detox"))
    page = results.page(0, 100)
    assert page[-1] == (alder.pk, None)
    assert results.total == len(page)


def test_a_state_without_a_facility_gets_the_nearest(cast):
    results = SearchResults(index.current(), around("VT"))
    assert results.is_widened
    assert results.total >= 5
    miles = [miles for _pk, miles in results.page(0, 100)]
    assert miles == sorted(miles)


def test_a_territory_far_from_everything_gets_the_nearest_of_all(cast):
    results = SearchResults(index.current(), around("Guam"))
    assert results.area.reach is None
    assert results.total == min(NEAREST, SearchResults(index.current(), around("")).total)


def test_nothing_anywhere_stays_nothing(cast):
    results = SearchResults(index.current(), around("Boston, MA", "greek"))
    assert (results.total, results.is_widened, results.area.reach) == (0, False, 25)


@pytest.mark.parametrize("reach", REACHES)
def test_distances_are_those_of_the_haversine(cast, places, reach):
    current = index.current()
    naive = PlainSets()
    for place in places:
        if place and place.kind in ("city", "zip"):
            page = SearchResults(current, SearchQuery(place, reach=reach), widens=False).page(
                0, 100
            )
            by_distance = naive.distances(place, reach)
            assert all(miles == pytest.approx(by_distance[pk], abs=1e-6) for pk, miles in page)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_who_says_so_then_match_of_names_then_distance_then_name(cast, places, seed):
    current, random, naive = index.current(), Random(seed), PlainSets()
    for _i in range(20):
        asked = query(random, places, askable(current.taxonomy), group_slugs(current))
        results = SearchResults(current, asked)
        page = results.page(0, 100)
        is_unsaid = [
            not results.names.scores and not asked.by_name and pk not in naive.saying(asked)
            for pk, _miles in page
        ]
        orders = [order_key(current, results, *row) for row in page]
        keys = list(zip(is_unsaid, orders, strict=True))
        assert keys == sorted(keys)
        pages = [
            row for start in range(0, results.total, 3) for row in results.page(start, start + 3)
        ]
        assert pages == page


def order_key(current, results, pk, miles):
    facility = Facility.objects.get(pk=pk)
    score = results.names.scores.get(current.ordinals[pk], 0)
    is_measured = results.is_measured and not results.query.by_name
    distance = round(miles, 6) if is_measured and miles is not None else is_measured * 99_999
    if (
        results.query.box and results.area.chords and not results.query.by_name
    ):  # perhaps from its middle
        ordinal = current.ordinals[pk]
        distance = results.area.chords.of([ordinal]).get(ordinal, FARTHEST)
    name = facility.name.casefold(), facility.city.casefold(), facility.public_id
    is_first = results.area.first >> current.ordinals[pk] & 1 and not results.query.by_name
    return not is_first, -score, distance, name


def test_who_says_so_comes_before_who_does_not_say(cast):
    teens = SearchResults(index.current(), around("MA", "teens"), widens=False)
    saying = PlainSets().saying(teens.query)
    order = [pk in saying for pk, _miles in teens.page(0, 100)]

    assert teens.says_first
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == 2
    assert not SearchResults(index.current(), around("MA", "medicaid")).says_first


def test_who_is_left_out_is_counted(cast):
    results = SearchResults(index.current(), around("ME"), widens=False)
    assert told(results) == {
        "mental-health": (2, {"co-occurring": 1}),
        "serves-only": (2, {"women-only": 1, "va-only": 1}),
    }
    assert (results.left_out_total, results.total) == (4, 1)


def told(results):
    return {
        reason.include: (
            reason.count,
            {service.slug: count for service, count in reason.services.items()},
        )
        for reason in results.left_out
    }


@pytest.mark.parametrize("seed", range(5))
def test_each_reason_shows_as_many_as_it_counts(cast, places, seed):
    current, random = index.current(), Random(seed)
    for _i in range(20):
        asked = query(random, places, askable(current.taxonomy), group_slugs(current))
        results = SearchResults(current, asked, widens=False)
        for reason in results.left_out:
            more = results.with_changes(include=asked.include | {reason.include})
            assert more.total == results.total + reason.count, (asked, reason)


# Viburnum House (only children) and Willow House list no substance use treatment, Sumac House
# takes only women, Teak House only veterans; Upas House, only opioids, is hidden where asked.
@pytest.mark.parametrize(
    ("slugs", "includes", "counts"),
    [
        ("", "", {"mental-health": 2, "serves-only": 2}),
        ("", "mental-health", {"serves-only": 2}),
        ("", "mental-health serves-only", {}),
        ("mental-health", "", {"serves-only": 1}),
        ("co-occurring", "", {}),
        ("outpatient", "", {"mental-health": 1, "serves-only": 2}),
        ("teens", "", {"mental-health": 2, "serves-only": 2}),
        ("teens mental-health", "", {}),
        ("opioid-use", "", {}),
        ("dui", "", {"serves-only": 1}),
        ("dui methadone", "", {}),
    ],
)
def test_what_is_asked_for_decides_who_is_left_out(cast, slugs, includes, counts):
    results = SearchResults(
        index.current(),
        replace(around("ME", *slugs.split()), include=frozenset(includes.split())),
        widens=False,
    )
    assert {reason.include: reason.count for reason in results.left_out} == counts
