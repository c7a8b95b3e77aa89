"""Side by side stands what each facility's own page says."""

import pytest

from facilities.models import Facility
from facilities.wording import short_name
from pages.facility.description import describe
from pages.shortlist.comparison import Says, compare
from search import index

pytestmark = pytest.mark.django_db


def words_on_page(facility):
    """Return {(group, service name): what the facility's page says} of what is compared."""
    words = {}
    for described in describe(facility):
        for word, services in [
            (Says.OFFERED, described.offered),
            (Says.NOT_OFFERED, described.not_offered),
        ]:
            words |= {
                (described.group.name, short_name(service.name)): word for service in services
            }
    return words


def test_each_cell_says_what_the_facilitys_page_says(cast):
    current = index.current()
    facilities = list(Facility.objects.listed())
    sections = compare([current.ordinals[facility.pk] for facility in facilities], current)
    pages = [words_on_page(facility) for facility in facilities]

    compared = 0
    for section in sections:
        for row in section.rows:
            expected = [page.get((section.name, row.name), Says.NOT_REPORTED) for page in pages]
            assert row.cells == expected, row.name
            compared += len(expected)
    assert compared > 200
    assert {cell for section in sections for row in section.rows for cell in row.cells} == set(Says)


def test_groups_stand_in_the_taxonomys_order_and_none_twice(cast):
    current = index.current()
    names = [section.name for section in compare([0], current)]

    groups = [group.name for group in current.taxonomy.groups if group.is_compared]
    assert names == groups
    assert len(names) == 7


def test_what_none_says_anything_of_is_named_and_takes_no_row(cast):
    current = index.current()
    katsura = current.ordinals[Facility.objects.get(name="Katsura Place").pk]
    sections = {section.name: section for section in compare([katsura], current)}

    medicine = sections["Medicine for opioid or alcohol use"]
    assert medicine.rows == []
    assert "Methadone" in medicine.unsaid
    care = sections["Kinds of care"]
    cells = {row.name: row.cells for row in care.rows}
    assert cells["Residential (live-in) treatment"] == [Says.OFFERED]
    assert cells["Intensive outpatient program"] == [Says.NOT_OFFERED]
    assert not set(cells) & set(care.unsaid)


def test_it_asks_the_database_nothing(cast, django_assert_num_queries):
    current = index.current()
    with django_assert_num_queries(0):
        assert compare(list(range(len(current.pks))), current)
