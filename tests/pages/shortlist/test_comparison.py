"""Side by side stands what each facility's own page says."""

import pytest

from facilities.models import Facility
from facilities.taxonomy import short_name
from pages.facility.description import describe
from pages.shortlist.comparison import COMPARED_GROUPS, Says, compare
from search import index

pytestmark = pytest.mark.django_db


def said_on_its_page(facility):
    """Return {(group, service name): what the facility's page says} of what is compared."""
    said = {}
    for one in describe(facility):
        for word, services in [
            (Says.OFFERED, one.offered),
            (Says.NOT_OFFERED, one.not_offered),
        ]:
            said |= {(one.group.name, short_name(service.name)): word for service in services}
    return said


def test_each_cell_says_what_the_facilitys_page_says(cast):
    current = index.current()
    facilities = list(Facility.objects.listed())
    sections = compare([current.ordinals[one.pk] for one in facilities], current)
    pages = [said_on_its_page(one) for one in facilities]

    compared = 0
    for section in sections:
        for one_row in section.rows:
            expected = [page.get((section.name, one_row.name), Says.NOT_REPORTED) for page in pages]
            assert one_row.cells == expected, one_row.name
            compared += len(expected)
    assert compared > 200
    assert {cell for one in sections for one_row in one.rows for cell in one_row.cells} == set(Says)


def test_groups_stand_in_the_taxonomys_order_and_none_twice(cast):
    current = index.current()
    names = [section.name for section in compare([0], current)]

    groups = [one.name for one in current.taxonomy.groups if one.slug in COMPARED_GROUPS]
    assert names == groups
    assert len(names) == len(COMPARED_GROUPS)


def test_what_none_says_anything_of_is_named_and_takes_no_row(cast):
    current = index.current()
    katsura = current.ordinals[Facility.objects.get(name="Katsura Place").pk]
    sections = {one.name: one for one in compare([katsura], current)}

    medicine = sections["Medicine for opioid or alcohol use"]
    assert medicine.rows == []
    assert "Methadone" in medicine.unsaid
    care = sections["Kinds of care"]
    cells = {one.name: one.cells for one in care.rows}
    assert cells["Residential (live-in) treatment"] == [Says.OFFERED]
    assert cells["Intensive outpatient program"] == [Says.NOT_OFFERED]
    assert not set(cells) & set(care.unsaid)


def test_it_asks_the_database_nothing(cast, django_assert_num_queries):
    current = index.current()
    with django_assert_num_queries(0):
        assert compare(list(range(len(current.pks))), current)
