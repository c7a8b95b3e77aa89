"""The index is of the directory's present state."""

import pytest
from django.db import transaction

from facilities.models import Facility, Service, current_revision, mark_changed
from search import index
from tests.facilities.workbooks import row


@pytest.fixture
def aspen(imported):
    imported([row("Aspen House", service_code_info="SA DT")])
    return Facility.objects.get()


def test_an_unchanged_directory_is_read_once(aspen):
    assert index.current() is index.current()


def test_an_empty_directory_has_an_index(db):
    assert len(index.current().pks) == 0


def test_an_import_shows_at_once(imported, aspen):
    before = index.current()
    rows = [row(name, service_code_info="SA DT") for name in ("Aspen House", "Beech House")]
    imported(rows, year=2024)
    assert (len(before.pks), len(index.current().pks)) == (1, 2)


def test_a_closed_facility_is_out(aspen):
    assert aspen.pk in index.current().ordinals
    aspen.status = Facility.Status.CLOSED
    aspen.save()
    assert aspen.pk not in index.current().ordinals


def test_a_service_with_another_name_is_read_anew(aspen):
    service = Service.objects.get(slug="detox")
    service.name = "Help with withdrawal"
    service.save()
    assert index.current().taxonomy.by_slug["detox"].name == "Help with withdrawal"


def test_an_unchanged_import_leaves_the_revision(imported, aspen):
    before = current_revision()
    imported([row("Aspen House", service_code_info="SA DT")])
    assert current_revision() == before


def test_a_rolled_back_revision_is_no_later_ones(db):
    """Two changes of the same state never share a token, though one was undone."""
    tokens = set()
    for _i in range(3):
        with transaction.atomic():
            mark_changed()
            tokens.add(current_revision())
            transaction.set_rollback(True)
    assert len(tokens) == 3
