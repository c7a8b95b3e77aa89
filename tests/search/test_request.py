"""Searches as people and programs write them, and what they find in a small directory."""

import pytest
from django.forms.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import QueryDict

from facilities.models import Facility, Service
from search.filters import LONGEST_TEXT, MOST_PARAMETERS, SERVICE_PARAMETERS
from search.request import SearchRequest
from search.results import SearchResults
from tests.facilities.cast import ALL, short

AROUND_BOSTON = "Alder Birch Cedar Dogwood"


def brief(value):
    """Name a test by the query alone, and not by all of one that is too long on purpose."""
    return value[:50]


def search(query):
    return SearchRequest(QueryDict(query))


def names(request):
    """Return the first words of the names that a search finds where it asks for, in order."""
    if request.results is None:
        return ""
    results = SearchResults(request.index, request.query, widens=False)
    pks = [pk for pk, _miles in results.page(0, 100)]
    by_pk = Facility.objects.in_bulk(pks)
    return short(by_pk[pk] for pk in pks)


def all_after(first):
    """Return the names of all, after those that come first."""
    rest = [name for name in ALL.split() if name not in first.split()]
    return " ".join([first, *rest])


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
        (
            "where=New+England",
            "Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Katsura Maple Maple Nutmeg "
            "Rowan Upas",
        ),
        ("where=Western+Massachusetts", "Fir Ginkgo"),
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
        # Rowan has the city in its address, though nobody knows where it stands.
        ("where=Canton,+MA", "Dogwood Alder Birch Cedar Rowan"),
        ("where=Canton,+MA&sort=distance", "Dogwood Alder Birch Cedar Rowan"),
        ("where=Canton,+MA&sort=name", f"{AROUND_BOSTON} Rowan"),
        ("where=RI&sort=distance", "Hazel Ivy Maple"),
        # Words of a name: every one, in name, program, street or city, in any order.
        ("q=maple", "Maple Maple"),
        ("q=HOUSE+alder", "Alder"),
        ("q=house+ginkgo+springfield", "Ginkgo"),
        ("q=gink", "Ginkgo"),
        ("q=katsurra", "Katsura"),
        ("q=maple+cedar", ""),
        ("q=++", ALL),
        ("q=maple&where=NH", "Maple"),
        ("q=sumac", "Sumac"),  # who is named isn't left out
        # Words that ask for a service, with others of a name or a place.
        ("q=detox", "Alder Dogwood Ginkgo Juniper Upas"),
        ("q=methadone", "Dogwood Upas"),
        ("q=methodone", "Dogwood Upas"),
        ("q=suboxone+clinic", "Birch Juniper"),
        ("q=detox+in+Concord,+NH&radius=50", "Juniper"),
        ("q=detox&service=iop", "Dogwood Juniper"),
        # Beside a service or a place, words of a name narrow only if a result bears it.
        ("q=detox+ginkgo", "Ginkgo"),
        ("q=medicaid+ginkgo", "Alder Birch Elm Juniper Maple Maple Rowan"),
        ("q=detox+gink", "Alder Dogwood Ginkgo Juniper Upas"),
        ("q=detox+for+my+dad+this+week", "Alder Dogwood Ginkgo Juniper Upas"),
        ("q=detox+“ginkgo”", "Ginkgo"),
        ('q=medicaid+"ginkgo"', ""),
        ("q=sumac&where=RI", "Hazel Ivy Maple"),
        # A facility's whole name, and where it is.
        ("q=alder+house+boston+ma", "Alder"),
        ("q=Alder+House+Boston", "Alder"),
        ('q="sumac"&where=RI', ""),
        ('q="detox"', "Ginkgo"),  # in quotes: the name of its program
        # Who serves only some people, when they are asked for.
        ("group=women-only", "Sumac"),
        ("group=women", ""),
        ("group=accepts-women", "Alder Ivy Sumac"),
        ("group=veterans&where=ME", "Teak"),
        ("group=va-only", "Teak"),
        ("service=mat&where=ME", "Upas"),
        ("where=ME", "Upas"),
        ("where=ME&group=dui", ""),
        ("where=ME&group=dui&include=serves-only", "Upas"),
        ("where=ME&include=serves-only", "Sumac Teak Upas"),
        ("where=ME&service=detox&include=serves-only", "Sumac Upas"),
        # Who lists no substance use treatment, when that is asked for.
        ("where=ME&age=teens", "Upas"),
        ("where=ME&include=mental-health", "Upas Viburnum Willow"),
        ("where=ME&service=mental-health", "Willow"),
        ("where=ME&service=co-occurring", "Willow"),
        ("where=ME&q=dual+diagnosis", "Willow"),
        ("where=ME&age=teens&service=mental-health", "Viburnum Willow"),
        ("q=willow", "Willow"),
        # Who doesn't say: Nutmeg says nothing at all, Ivy nothing of payment.
        ("where=RI&payment=medicaid&include=payment", "Maple Hazel Ivy"),
        ("where=NH&payment=medicaid&include=payment", "Juniper Maple Katsura Nutmeg"),
        ("where=NH&service=detox&include=care", "Juniper Nutmeg"),
        ("where=MA&service=mat&include=medication", "Birch Dogwood Ginkgo Alder Elm Rowan"),
        # Kinds of care: all of those asked for.
        ("service=detox", "Alder Dogwood Ginkgo Juniper Upas"),
        ("service=detox&service=iop", "Dogwood Juniper"),
        ("service=detox&service=detox", "Alder Dogwood Ginkgo Juniper Upas"),
        ("service=detox&service=iop&match=all", "Dogwood Juniper"),
        ("service=detox&service=iop&match=", "Dogwood Juniper"),
        ("service=detox&service=iop&match=any", "Alder Birch Dogwood Ginkgo Ivy Juniper Upas"),
        # Across groups, all is asked for.
        ("service=detox&service=iop&match=any&payment=medicare", "Dogwood Upas"),
        ("service=inpatient&service=detox", "Alder"),
        ("service=residential", "Alder Elm Katsura"),
        ("service=", ALL),
        # Other groups: any of those asked for; and one from every group.
        ("service=buprenorphine", "Birch Juniper"),
        ("service=buprenorphine&service=methadone", "Birch Dogwood Juniper Upas"),
        ("service=mat", "Birch Dogwood Ginkgo Juniper Upas"),  # not Fir: from elsewhere only
        ("service=opioid-medicine-from-elsewhere", "Fir"),
        ("service=detox&service=buprenorphine&service=methadone", "Dogwood Juniper Upas"),
        ("payment=medicaid", "Alder Birch Elm Juniper Maple Maple Rowan"),
        (
            "payment=medicaid&payment=medicare",
            "Alder Birch Dogwood Elm Hazel Juniper Maple Maple Rowan Upas",
        ),
        ("payment=private-insurance&service=detox", "Ginkgo"),
        # Who lists that age comes first.
        ("age=teens", all_after("Elm Hazel")),
        ("age=teens&age=adults", all_after("Alder Elm Hazel")),
        ("group=veterans", "Hazel Juniper Teak"),
        ("group=veterans&group=accepts-men", ""),
        ("group=accepts-men&group=accepts-women", "Alder Ivy Sumac"),
        ("language=spanish", "Alder Fir Hazel"),
        ("language=spanish&language=french", "Alder Fir Ginkgo Hazel"),
        ("language=spanish&payment=medicaid&service=detox", "Alder"),
        ("service=iop&where=NH", "Juniper"),
        ("service=detox&payment=medicaid&where=Boston,+MA&radius=50", "Alder Juniper"),
        # What a search takes and has no meaning for the facilities request.
        ("page=3", ALL),
        ("utm_source=poster", ALL),
    ],
    ids=brief,
)
def test_a_search_finds(cast, query, expected):
    request = search(query)
    assert request.form.errors == {}
    assert names(request) == expected


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("service=nonsense", "service"),
        ("service=detox&service=nonsense", "service"),
        ("service=detox&match=both", "match"),
        ("service=DT", "service"),  # a code isn't a slug
        ("service=medicaid", "service"),  # a slug, but of another parameter
        ("service=no-opioid-medication", "service"),  # what a facility declines to do
        ("payment=detox", "payment"),
        ("age=7", "age"),
        ("group=%00", "group"),
        ("include=everything", "include"),
        ("include=serves-only&include=detox", "include"),
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
    request = search(f"{query}&where=MA" if parameter not in ("where", "__all__") else query)
    assert list(request.form.errors) == [parameter]
    assert not request.is_valid
    assert request.results is None


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
    assert search(query).form.errors == {}


@pytest.mark.parametrize("name", ["Oak", "Pine", "Quince"])
@pytest.mark.parametrize("query", ["", "where=MA", "where=02118", "q={name}", "service=detox"])
def test_what_is_unlisted_closed_or_merged_is_never_found(cast, query, name):
    assert name not in names(search(query.format(name=name)))


@pytest.mark.parametrize("words", ["", "detox", "treatment"])
def test_for_a_wife_no_place_is_lost_that_takes_everybody_or_doesnt_say(cast, words):
    alone = set(names(search(f"q={words}")).split())
    with_her = set(names(search(f"q={words}+my+wife")).split())
    assert alone <= with_her


def test_who_asks_for_places_that_take_women_wants_them_to_say_so(cast):
    query = search("q=takes+women").query
    assert (query.include, [service.slug for service in query.services]) == (
        frozenset(),
        ["accepts-women"],
    )


def test_what_a_facility_declines_to_do_cannot_be_asked_for(cast):
    for service in Service.objects.filter(polarity="declines"):
        for parameter in SERVICE_PARAMETERS:
            assert not search(f"{parameter}={service.slug}").is_valid


def test_everything_else_can_be_asked_for_by_the_parameter_of_its_group(cast):
    for service in Service.objects.exclude(polarity="declines").select_related("group"):
        request = search(f"{service.group.parameter}={service.slug}")
        assert request.is_valid
        assert request.services == [service]


def test_whoever_asks_for_what_is_near_hears_that_a_place_is_needed(cast):
    assert search("q=detox+near+me").message.startswith("We don’t know where you are.")
    assert "where you are" not in search("q=detox+near+me&where=MA").message
    assert "where you are" not in search("q=detox+near+Boston").message


def test_a_search_looks_at_the_taxonomy_once(cast, django_assert_num_queries):
    request = search("service=detox&payment=medicaid&age=teens&group=veterans&language=spanish")
    with django_assert_num_queries(1):
        assert request.is_valid
        assert request.taxonomy is request.taxonomy


def test_no_service_asked_for_costs_no_query(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search("page=2&sort=name").is_valid


@pytest.mark.parametrize(
    "query", ["where=Boston,+MA&q=detox+house", "radius=7&service=detox", "q=zz"]
)
def test_what_is_asked_first_changes_nothing(cast, query):
    """Nothing of a request is right only after something else was asked of it."""
    names_of_all = "form is_valid asked understood resolution names ticked services query message"
    whole = {name: getattr(search(query), name) for name in names_of_all.split()[1:]}
    for first in names_of_all.split():
        request = search(query)
        getattr(request, first)
        assert {name: getattr(request, name) for name in whole} == whole
        assert list(request.form.errors) == list(search(query).form.errors)


def test_a_slug_that_is_right_stays_ticked_beside_a_mistake(cast):
    request = search("service=detox&radius=7")
    assert not request.is_valid
    assert [service.slug for service in request.ticked] == ["detox"]
    assert request.services == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "where=&q=&service=&page=",
        "where=Boston&service=detox&service=&payment=medicaid",
        "service=detox&service=nothing&radius=7&page=0",
        "box=1,2,3&where=Boston&match=any",
        f"where={'x' * (LONGEST_TEXT + 1)}&sort=name",
        "include=serves-only&include=&language=x",
    ],
)
def test_a_field_that_nobody_filled_in_comes_to_what_it_would_if_cleaned(cast, query):
    ours, plain = (SearchRequest(QueryDict(query)).form for _each in range(2))
    plain.cleaned_data, plain._errors = {}, ErrorDict()
    BaseForm._clean_fields(plain)
    plain._clean_form()

    assert (ours.cleaned_data, ours.errors) == (plain.cleaned_data, plain._errors)
    assert list(ours.cleaned_data) == list(plain.cleaned_data)
