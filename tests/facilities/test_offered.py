"""What a facility offers: one text, read and written as a set of services."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from facilities.models import Facility, Service
from facilities.offered import NAMED, pks_in, text_of
from tests.facilities.cast import short

migration = import_module("facilities.migrations.0018_offered")

PKS = st.frozensets(st.integers(1, 2**63 - 1))


@given(PKS)
def test_a_text_says_what_it_was_made_of(pks):
    assert pks_in(text_of(pks)) == pks
    assert text_of(sorted(pks, reverse=True)) == text_of(pks)


@given(PKS, PKS)
def test_texts_are_alike_where_sets_are(some, more):
    assert (text_of(some) == text_of(more)) == (some == more)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("offered", "pk", "is_found"),
    [
        (" 3 17 42 ", 3, True),
        (" 3 17 42 ", 17, True),
        (" 3 17 42 ", 42, True),
        (" 3 17 42 ", 7, False),
        (" 3 17 42 ", 4, False),
        (" 3 17 42 ", 1, False),
        ("", 3, False),
    ],
)
def test_a_service_is_found_by_its_whole_number(offered, pk, is_found):
    facility = Facility.objects.create(name="Shelby House", state="MA", offered=offered)
    assert Facility.objects.offering(Service(pk=pk)).exists() == is_found
    assert (pk in facility.service_pks) == is_found


def by_slug(*slugs):
    return [Service.objects.get(slug=slug) for slug in slugs]


@pytest.mark.parametrize("slugs", [["detox"], ["detox", "medicaid"], ["outpatient", "mat"], []])
def test_who_offers_services_is_who_has_each_of_them(cast, slugs):
    offering = Facility.objects.offering(*by_slug(*slugs))
    plain = [
        facility
        for facility in Facility.objects.all()
        if set(slugs) <= {service.slug for service in facility.services}
    ]
    assert sorted(short(offering).split()) == sorted(short(plain).split()) != []


def test_a_facility_is_given_services(alder):
    before, wanted = alder.service_pks, by_slug("detox", "medicaid")
    alder.set_services(wanted)
    assert alder.service_pks == {service.pk for service in wanted} != before
    alder.save()
    again = Facility.objects.get(pk=alder.pk)
    assert {service.slug for service in again.services} == {"detox", "medicaid"}
    again.set_services([])
    again.save()
    assert not Facility.objects.get(pk=alder.pk).services.exists()


def test_a_service_that_a_facility_offers_stays(cast):
    [detox] = by_slug("detox")
    message = r"\(detox\) can't be deleted: \d+ facilities offer it"
    with pytest.raises(ProtectedError, match=message) as caught, transaction.atomic():
        detox.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Service.objects.filter(pk=detox.pk).delete()
    assert Service.objects.filter(pk=detox.pk).exists()
    assert 0 < len(caught.value.protected_objects) <= NAMED
    for facility in caught.value.protected_objects:
        assert detox.pk in facility.service_pks


@pytest.mark.django_db
def test_a_service_that_nobody_offers_can_go():
    [care] = by_slug("detox")
    unused = Service.objects.create(slug="zebras", name="Zebras", group=care.group)
    unused.delete()
    assert not Service.objects.filter(slug="zebras").exists()


@pytest.fixture
def before(cast):
    """Give the models of the migration before, with the table that services had rows in."""
    number = connection.data_types["BigAutoField"]
    suffix = connection.data_types_suffix["BigAutoField"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE facilities_facilityservice (id {number} PRIMARY KEY {suffix},"
            " facility_id bigint NOT NULL, service_id bigint NOT NULL)"
        )
    return MigrationLoader(connection).project_state(migration.Migration.dependencies).apps


def test_rows_become_texts_and_texts_rows(before):
    editor = SimpleNamespace(connection=connection)
    texts = dict(Facility.objects.values_list("pk", "offered"))
    migration.texts_to_rows(before, editor)
    rows = before.get_model("facilities", "FacilityService").objects
    assert set(rows.values_list("facility_id", "service_id")) == {
        (pk, service) for pk, text in texts.items() for service in pks_in(text)
    }
    Facility.objects.update(offered="")
    migration.rows_to_texts(before, editor)
    assert dict(Facility.objects.values_list("pk", "offered")) == texts
