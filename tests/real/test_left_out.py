"""What searches of the published directories find treats addiction, and who is left out counts."""

import pytest
from django.http import QueryDict

from facilities.models import Facility, Listing, Service
from places.models import Place
from search import index
from search.index.bits import ordinals_of
from search.request import SearchRequest

# Rows and the index in memory: a database makes no difference to them.
pytestmark = pytest.mark.any_database

WORDS = ["", "rehab", "detox", "inpatient"]
CITIES = 100
FIRST = 20


@pytest.fixture(scope="module")
def treating(editions, django_db_blocker):
    """Return the pks of whose rows say that they treat addiction, read from the rows alone."""
    with django_db_blocker.unblock():
        rows = Listing.objects.filter(edition__is_current=True, is_answer=True)
        rows = rows.values_list("facility_id", "questionnaire", "codes")
        return {pk for pk, kind, codes in rows if kind == "su" or "SA" in codes.split()}


@pytest.fixture(scope="module")
def cities(editions, django_db_blocker):
    with django_db_blocker.unblock():
        largest = Place.objects.filter(kind="city").order_by("-population", "pk")
        return [f"{city.name}, {city.state}" for city in largest[:CITIES]]


def results_of(where, words, *include):
    query = QueryDict(mutable=True)
    query.update({"where": where, "q": words})
    query.setlist("include", include)
    return SearchRequest(query).results


@pytest.mark.parametrize("words", WORDS)
def test_the_first_results_in_large_cities_treat_addiction(treating, cities, words):
    assert len(cities) == CITIES
    shown, wrong = 0, []
    for where in cities:
        hits = results_of(where, words).page(0, FIRST)
        assert hits, where
        shown += len(hits)
        wrong += [(where, pk) for pk, _miles in hits if pk not in treating]
    assert shown > CITIES * 10
    assert wrong == []


@pytest.mark.parametrize("words", WORDS)
def test_who_is_left_out_is_counted_as_the_rows_count(treating, cities, words):
    current = index.current()
    seen = 0
    for where in cities[::10]:
        results = results_of(where, words)
        counts = {reason.include: reason.count for reason in results.left_out}
        everyone = results_of(where, words, "mental-health", "serves-only")
        area = {current.pks[p] for p in ordinals_of(results.area.bits & everyone.fit.fitting)}
        elsewhere = area - treating
        assert counts.get("mental-health", 0) == len(elsewhere), where
        assert results.left_out_total == len(area) - results.total, where
        seen += len(elsewhere)
    # Kinds of care are those of addiction: who lists none of it offers hardly any.
    assert seen or words


def test_places_for_opioid_use_are_among_the_results_of_a_place_alone(treating):
    results = results_of("Baltimore, MD", "")
    current = index.current()
    only = current.offering(current.taxonomy.by_slug["opioid-use-only"].pk)
    assert (results.bits & only).bit_count() > 20
    assert not any("opioid-use-only" in str(reason.services) for reason in results.left_out)


@pytest.mark.parametrize(
    ("words", "slug"), [("mental health", "mental-health"), ("dual diagnosis", "co-occurring")]
)
def test_words_for_mental_health_or_both_conditions_bring_them(treating, words, slug):
    current = index.current()
    results = results_of("Chicago, IL", words)
    pks = {current.pks[p] for p in ordinals_of(results.bits)}
    offering = Facility.objects.offering(Service.objects.get(slug=slug)).filter(pk__in=pks)
    assert offering.count() == len(pks)
    assert len(pks - treating) > 20
    assert not [reason for reason in results.left_out if reason.include == "mental-health"]
