"""What a page reads of a facility is what its rows say, in few queries."""

from datetime import date

import pytest

from facilities.models import Correction, Facility
from pages.facility.description import CORRECTIONS, LISTINGS
from pages.facility.rows import facility_of
from tests.facilities.corrections.corrected import CONFIRMED
from tests.pages.factories import make_canton, make_mental_health_house

pytestmark = pytest.mark.django_db


def fields(row):
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def told(facility):
    """Return all that was read of a facility, as values."""
    listings = facility.listings.all()
    corrections = facility.corrections.all()
    return {
        "facility": fields(facility) | {"service_pks": facility.service_pks},
        "phones": [fields(phone) for phone in facility.phones.all()],
        "listings": [fields(listing) for listing in listings],
        "editions": [fields(listing.edition) for listing in listings],
        "corrections": [fields(each) for each in corrections],
        "services": [each.service and each.service.name for each in corrections],
    }


@pytest.fixture
def directory():
    canton = make_canton()
    canton.mallow = make_mental_health_house(phones=())
    canton.mallow.set_services([])
    canton.mallow.save()
    for slug in ("detox", "medicaid"):
        service = canton.alder.services.get(slug=slug)
        values = {"what": "not-offered", "service": service, **CONFIRMED}
        Correction.objects.create(facility=canton.alder, **values)
    Correction.objects.create(
        facility=canton.alder, what="website", website="https://example.org/", **CONFIRMED
    )
    canton.alder.corrections.filter(service__slug="medicaid").update(
        state="withdrawn", ended_on=date(2026, 11, 21)
    )
    return canton


@pytest.mark.parametrize("name", ["alder", "birch", "cedar", "mallow"])
def test_all_that_a_page_reads(directory, django_assert_max_num_queries, name):
    public_id = getattr(directory, name).public_id
    plain = Facility.objects.prefetch_related("phones", LISTINGS, CORRECTIONS)

    with django_assert_max_num_queries(7):
        read = told(facility_of(public_id))
    assert read == told(plain.get(public_id=public_id))


def test_what_is_asked_of_it_later_is_of_this_facility_alone(directory):
    alder = facility_of(directory.alder.public_id)
    for related in (alder.listings, alder.phones, alder.corrections):
        assert {row.facility_id for row in related.filter()} <= {alder.pk}
    assert alder.listings.filter().exists()


def test_what_there_is_not():
    assert facility_of("nothing") is None


def test_each_time_it_is_read_anew(directory):
    before = facility_of(directory.alder.public_id)
    before.phones.all().delete()
    Facility.objects.filter(pk=before.pk).update(offered="")
    after = facility_of(directory.alder.public_id)

    assert list(before.corrections.all()) == list(after.corrections.all())
    assert (list(after.phones.all()), after.service_pks) == ([], frozenset())
