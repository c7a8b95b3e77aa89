"""A query whose SQL is written once gives what Django's own gives."""

import pytest

from database.compiled import Compiled
from facilities.models import Edition, Facility, Phone
from tests.pages.factories import make_canton

pytestmark = pytest.mark.django_db


def fields(rows):
    return [{name: value for name, value in vars(row).items() if name != "_state"} for row in rows]


ASKS = {
    "facilities": (lambda city: Facility.objects.filter(city=city), "example", "Canton"),
    "in another order": (
        lambda city: Facility.objects.filter(city=city, status="open").order_by("-name"),
        "example",
        "Canton",
    ),
    "nothing": (lambda city: Facility.objects.filter(city=city), "example", "Nowhere"),
    "JSON and times": (lambda year: Edition.objects.filter(year=year), 1, 2023),
    "not every field": (lambda kind: Phone.objects.filter(kind=kind).defer("display"), "x", "main"),
}


@pytest.mark.parametrize("name", ASKS)
def test_the_rows_are_those_of_the_query(name):
    ask, example, value = ASKS[name]
    make_canton()
    compiled = Compiled(ask, example)

    plain = fields(ask(value))
    assert fields(compiled.rows(value)) == plain
    assert fields(compiled.rows(value)) == plain
    assert bool(plain) == (name != "nothing")


def test_its_rows_are_saved_and_deleted_as_any():
    canton = make_canton()
    compiled = Compiled(lambda pk: Facility.objects.filter(pk=pk), -1)
    [alder] = compiled.rows(canton.alder.pk)
    alder.program = "Evenings"
    alder.save()

    assert [each.program for each in compiled.rows(alder.pk)] == ["Evenings"]
    alder.delete()
    assert compiled.rows(canton.alder.pk) == []


def test_values_alone():
    canton = make_canton()
    compiled = Compiled(
        lambda pk: Phone.objects.filter(facility_id=pk).values_list("pk", "display"), -1
    )
    own = canton.birch.phones.values_list("pk", "display")

    assert sorted(compiled.values(canton.birch.pk)) == sorted(own) != []


def test_the_sql_is_written_once(django_assert_num_queries):
    asked = []
    compiled = Compiled(lambda city: asked.append(city) or Facility.objects.filter(city=city), "?")
    with django_assert_num_queries(3):
        for city in ("Canton", "Boston", "Canton"):
            compiled.rows(city)

    assert asked == ["?", "?"]


@pytest.mark.parametrize("ask", [lambda _pk: Facility.objects.all()])
def test_a_query_without_the_value_is_refused(ask):
    with pytest.raises(ValueError, match="not exactly once"):
        Compiled(ask, -1).rows(5)
