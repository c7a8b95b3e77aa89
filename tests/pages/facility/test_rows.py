"""What a page reads of a facility is what its rows say, in few queries."""

from datetime import date

import pytest

from facilities.models import Correction, Edition, Facility, current_revision
from pages.facility import rows
from pages.facility.description import CORRECTIONS, LISTINGS
from pages.facility.rows import phones_of
from search import index
from search.index.entries import IndexedPhone
from tests.facilities.corrections.corrected import CONFIRMED
from tests.pages.factories import make_canton, make_mental_health_house

pytestmark = pytest.mark.django_db


def facility_of(public_id, revision=None):
    """Return a facility as its page reads it; `revision`: another than the present one."""
    return rows.facility_of(public_id, index.current(), revision or current_revision())


def fields(row):
    names = {field.attname for field in row._meta.concrete_fields}
    return {name: value for name, value in vars(row).items() if name in names}


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
@pytest.mark.parametrize("is_behind", [False, True], ids=["index present", "index behind"])
def test_all_that_a_page_reads(directory, django_assert_max_num_queries, name, is_behind):
    public_id = getattr(directory, name).public_id
    plain = Facility.objects.prefetch_related("phones", LISTINGS, CORRECTIONS)
    current, revision = index.current(), current_revision() + ("+" if is_behind else "")

    with django_assert_max_num_queries(6):  # alder has corrections: two more
        facility = rows.facility_of(public_id, current, revision)
        phones = phones_of(facility, current, revision)
    assert told(facility) == told(plain.get(public_id=public_id))
    assert [numbers(each) for each in phones] == [numbers(each) for each in facility.phones.all()]


def numbers(phone):
    return [getattr(phone, name) for name in IndexedPhone._fields]


def test_few_queries_where_the_index_is_of_the_present_state(directory, django_assert_num_queries):
    current, revision = index.current(), current_revision()
    rows.facility_of(directory.birch.public_id, current, revision)

    with django_assert_num_queries(2):
        facility = rows.facility_of(directory.birch.public_id, current, revision)
        assert list(phones_of(facility, current, revision))
        assert [listing.edition.title for listing in facility.listings.all()]


def test_a_correction_shows_at_once(directory):
    current, birch = index.current(), directory.birch
    assert list(facility_of(birch.public_id).corrections.all()) == []
    birch.corrections.create(what="website", website="https://example.org/", **CONFIRMED)
    birch.phones.update(display="781-555-0199", e164="+17815550199")
    revision = current_revision()
    facility = rows.facility_of(birch.public_id, current, revision)

    assert [each.website for each in facility.corrections.all()] == ["https://example.org/"]
    assert {each.display for each in phones_of(facility, current, revision)} == {"781-555-0199"}


def test_a_list_that_was_put_right_shows_at_once(directory):
    public_id = directory.birch.public_id
    facility_of(public_id)
    edition = Edition.objects.get(listings__facility=directory.birch)
    edition.title = "Another title"
    edition.save()
    assert [each.edition.title for each in facility_of(public_id).listings.all()] == [edition.title]


def test_a_list_that_came_meanwhile_is_read(directory):
    public_id, before = directory.birch.public_id, current_revision()
    facility_of(public_id)
    rows._editions._kept = before, {(): {}}  # as it was before the list came
    assert [each.edition.pk for each in facility_of(public_id, before).listings.all()] == [
        Edition.objects.get(listings__facility=directory.birch).pk
    ]


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
