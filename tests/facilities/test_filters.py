"""Searches as people and programs write them, and what they find in a small directory."""

from operator import attrgetter

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from facilities.filters import LONGEST_TEXT, MOST_PARAMETERS, SERVICE_PARAMETERS, FacilityFilter
from facilities.models import Facility, Listing, Service
from places.geo import Point, miles_between
from places.resolve import resolve
from tests.facilities.cast import ALL, short
from tests.facilities.searches import SLUGS, searches

AROUND_BOSTON = "Alder Birch Cedar Dogwood"


def brief(value):
    """Name a test by the query alone, and not by all of one that is too long on purpose."""
    return value[:50]


def search(query):
    return FacilityFilter(QueryDict(query), Facility.objects.all())


@pytest.mark.parametrize(
    "query, expected",
    [
        # Where: a state lists all it holds, anything else is a circle around a point.
        ("", ALL),
        ("where=", ALL),
        ("where=MA", "Alder Birch Cedar Dogwood Elm Fir Ginkgo Rowan"),
        ("where=rhode+island", "Hazel Ivy Maple"),
        ("where=Vermont", ""),
        ("where=Norfolk+County,+MA", "Dogwood Rowan"),
        ("where=Boston,+MA", AROUND_BOSTON),
        ("where=boston", AROUND_BOSTON),
        ("where=02118", AROUND_BOSTON),
        ("where=02118-1234", AROUND_BOSTON),
        ("where=Springfield,+MA", "Fir Ginkgo"),
        ("where=zzzzqq", ""),
        ("where=00000", ""),
        ("where=Boston,+NH", ""),
        ("where=%EF%BF%BD", ""),
        # How far.
        ("where=02118&radius=10", "Alder Birch Cedar"),
        ("where=02118&radius=25", AROUND_BOSTON),
        (
            "where=02118&radius=50",
            "Alder Birch Cedar Dogwood Juniper Maple Nutmeg Elm Hazel Ivy Maple",
        ),
        ("where=03301&radius=5", "Katsura"),
        ("where=RI&radius=5", "Hazel Ivy Maple"),
        # In what order.
        ("where=Canton,+MA", "Dogwood Alder Birch Cedar"),
        ("where=Canton,+MA&sort=distance", "Dogwood Alder Birch Cedar"),
        ("where=Canton,+MA&sort=name", AROUND_BOSTON),
        ("where=RI&sort=distance", "Hazel Ivy Maple"),
        # Names: every word, in the name or the program, as it stands.
        ("q=maple", "Maple Maple"),
        ("q=HOUSE+alder", "Alder"),
        ("q=house+women", "Alder"),
        ("q=detox+unit", "Ginkgo"),
        ("q=detox", "Ginkgo"),
        ("q=%25", "Ivy"),
        ("q=_", "Ivy"),
        ("q=100%25+e_a", "Ivy"),
        ("q=%5C", ""),
        ("q='", "Alder"),
        ("q=maple+cedar", ""),
        ("q=++", ALL),
        ("q=maple&where=NH", "Maple"),
        # Kinds of care: all of those asked for.
        ("service=detox", "Alder Dogwood Ginkgo Juniper"),
        ("service=detox&service=iop", "Dogwood Juniper"),
        ("service=detox&service=detox", "Alder Dogwood Ginkgo Juniper"),
        ("service=inpatient&service=detox", "Alder"),
        ("service=residential", "Alder Elm Katsura"),
        ("service=", ALL),
        # Other groups: any of those asked for; and one from every group.
        ("service=buprenorphine", "Birch Juniper"),
        ("service=buprenorphine&service=methadone", "Birch Dogwood Juniper"),
        ("service=mat", "Birch Dogwood Ginkgo Juniper"),  # not Fir: from elsewhere only
        ("service=opioid-medicine-from-elsewhere", "Fir"),
        ("service=detox&service=buprenorphine&service=methadone", "Dogwood Juniper"),
        ("payment=medicaid", "Alder Birch Elm Juniper Maple Maple Rowan"),
        (
            "payment=medicaid&payment=medicare",
            "Alder Birch Dogwood Elm Hazel Juniper Maple Maple Rowan",
        ),
        ("payment=private-insurance&service=detox", "Ginkgo"),
        ("age=teens", "Elm Hazel"),
        ("age=teens&age=adults", "Alder Elm Hazel"),
        ("group=veterans", "Hazel Juniper"),
        ("group=veterans&group=accepts-men", ""),
        ("group=accepts-men&group=accepts-women", "Alder Ivy"),
        ("language=spanish", "Alder Fir Hazel"),
        ("language=spanish&language=french", "Alder Fir Ginkgo Hazel"),
        ("language=spanish&payment=medicaid&service=detox", "Alder"),
        ("service=iop&where=NH", "Juniper"),
        ("service=detox&payment=medicaid&where=Boston,+MA&radius=50", "Alder Juniper"),
        # What a search takes and has no meaning for the facilities found.
        ("page=3", ALL),
        ("utm_source=poster", ALL),
    ],
    ids=brief,
)
def test_a_search_finds(cast, query, expected):
    found = search(query)
    assert found.errors == {}
    assert short(found.qs) == expected


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("service=nonsense", "service"),
        ("service=detox&service=nonsense", "service"),
        ("service=DT", "service"),  # a code isn't a slug
        ("service=medicaid", "service"),  # a slug, but of another parameter
        ("service=no-opioid-medication", "service"),  # what a facility declines to do
        ("payment=detox", "payment"),
        ("age=7", "age"),
        ("group=%00", "group"),
        ("language=klingon", "language"),
        ("radius=7", "radius"),
        ("radius=25.0", "radius"),
        ("radius=1e309", "radius"),
        ("radius=NaN", "radius"),
        ("radius=-5", "radius"),
        ("sort=price", "sort"),
        ("sort=-name", "sort"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=51", "page"),
        ("page=two", "page"),
        ("page=1e3", "page"),
        ("page=" + "9" * 5000, "page"),
        ("where=a%00b", "where"),
        ("q=a%00b", "q"),
        ("where=" + "x" * (LONGEST_TEXT + 1), "where"),
        ("q=" + "x" * (LONGEST_TEXT + 1), "q"),
        ("&".join(["service=detox"] * (MOST_PARAMETERS + 1)), "__all__"),
        ("&".join(["utm="] * (MOST_PARAMETERS + 1)), "__all__"),
    ],
    ids=brief,
)
def test_nonsense_is_an_error_and_finds_nothing(cast, query, parameter):
    found = search(f"{query}&where=MA" if parameter not in ("where", "__all__") else query)
    assert list(found.errors) == [parameter]
    assert not found.is_valid()
    assert list(found.qs) == []


@pytest.mark.parametrize(
    "query",
    [
        "where=" + "x" * LONGEST_TEXT,
        "q=" + "x" * LONGEST_TEXT,
        "&".join(["service=detox"] * MOST_PARAMETERS),
        "page=50",
        "radius=100",
    ],
    ids=brief,
)
def test_the_most_that_may_be_asked_is_no_error(cast, query):
    assert search(query).errors == {}


@pytest.mark.parametrize("name", ["Oak", "Pine", "Quince"])
@pytest.mark.parametrize("query", ["", "where=MA", "where=02118", "q={name}", "service=detox"])
def test_what_is_unlisted_closed_or_merged_is_never_found(cast, query, name):
    assert name not in short(search(query.format(name=name)).qs)


def test_what_a_facility_declines_to_do_cannot_be_asked_for(cast):
    for service in Service.objects.filter(polarity="declines"):
        for parameter in SERVICE_PARAMETERS:
            assert not search(f"{parameter}={service.slug}").is_valid()


def test_everything_else_can_be_asked_for_by_the_parameter_of_its_group(cast):
    for service in Service.objects.exclude(polarity="declines").select_related("group"):
        found = search(f"{service.group.parameter}={service.slug}")
        assert found.is_valid()
        assert found.services == [service]


def test_a_search_looks_at_the_taxonomy_once(cast, django_assert_num_queries):
    found = search("service=detox&payment=medicaid&age=teens&group=veterans&language=spanish")
    with django_assert_num_queries(1):
        assert found.is_valid()
        assert found.known is found.known


def test_no_service_asked_for_costs_no_query(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search("page=2&sort=name").is_valid()


# --- Against an evaluation that shares nothing with the database ------------------


def by_hand(query):
    """Return the public ids that a search must find, in order, without a search."""
    place = resolve(query["where"]).place
    if query["where"] and place is None:
        return []
    services = [
        Service.objects.select_related("group").get(slug=slug)
        for parameter in SLUGS
        for slug in set(query.getlist(parameter))
    ]
    measured = bool(place) and place.kind in ("city", "zip")
    radius = int(query["radius"] or 25)
    found = []
    for facility in Facility.objects.filter(status="open", merged_into=None):
        facility.miles = 0
        if measured and facility.latitude is not None:
            there = Point(facility.latitude, facility.longitude)
            facility.miles = miles_between(place.point, there)
        elif measured:
            continue
        name = f"{facility.name}\n{facility.program}".lower()
        if (
            lies_in(facility, place)
            and facility.miles <= radius
            and all(word.lower() in name for word in query["q"].split())
            and offers(facility, services)
        ):
            found.append(facility)
    found.sort(key=attrgetter("name", "city", "public_id"))
    if measured and query["sort"] != "name":
        found.sort(key=lambda one: (round(one.miles, 6), one.name, one.public_id))
    return [facility.public_id for facility in found]


def lies_in(facility, place):
    if place and place.kind == "county":
        return (facility.state, facility.county) == (place.state, place.county)
    return not place or place.kind != "state" or facility.state == place.state


def offers(facility, services):
    listings = Listing.objects.filter(facility=facility, edition__is_current=True)
    codes = {code for text in listings.values_list("codes", flat=True) for code in text.split()}
    answers = {}
    for service in services:
        makes_it = {service.code, *service.any_of.values_list("code", flat=True)} - {""}
        answers.setdefault(service.group, []).append(bool(makes_it & codes))
    return all(
        all(those) if group.rule == "all" else any(those) for group, those in answers.items()
    )


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(searches())
def test_a_search_finds_what_looking_at_every_facility_finds(cast, query):
    found = FacilityFilter(query, Facility.objects.all())
    assert found.errors == {}
    assert [facility.public_id for facility in found.qs] == by_hand(query)
