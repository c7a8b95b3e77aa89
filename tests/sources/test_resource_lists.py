"""Sources of other places that help: updated with the directory, kept apart from it."""

import pytest

from facilities.importing.lock import ImportRunning
from facilities.models import Edition, Facility
from resources.models import Resource, ResourceList
from sources import updating
from tests.sources.conftest import directory, failed, houses, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(site, sources, workbook_bytes, hrsa_bytes):
    site.has("/su.xlsx", workbook_bytes(houses(30)))
    site.has("/sites.csv", hrsa_bytes(10))
    return sources(**{"su": "/su.xlsx", "health-centers": "/sites.csv"})


def test_a_list_is_imported_beside_the_directory_and_not_into_it(both, site):
    output = update()
    assert "health-centers: new" in output
    assert "10 places are shown" in output
    assert Facility.objects.count() == 30
    listing = ResourceList.objects.get()
    assert listing.title == "Health Center Service Delivery and Look-Alike Sites"
    assert listing.imported_by == "update_directory"
    assert Resource.objects.count() == 10
    before = directory()

    assert "Nothing new anywhere" in update()
    assert directory() == before


def test_a_dry_run_imports_no_list(both):
    assert "would be shown" in update(dry_run=True)
    assert not ResourceList.objects.exists()
    update()
    assert Resource.objects.count() == 10


def test_a_guard_of_a_list_stops_the_directory_too(both, site, workbook_bytes, hrsa_bytes):
    update()
    before = directory()
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    site.has("/sites.csv", hrsa_bytes(2))
    message = failed()
    assert message.startswith("health-centers (127.0.0.1): ")
    assert "--allow-gone" in message
    assert directory() == before

    update(allow_gone=True)
    assert Resource.objects.count() == 2
    assert Edition.objects.get(is_current=True).listings.count() == 31


def test_a_list_that_fails_after_the_directory_does_not_say_that_nothing_changed(
    both, monkeypatch, settings, mailoutbox
):
    def another_import(_downloads, _limits, _by, *, dry_run):
        if not dry_run:
            raise ImportRunning
        return []

    settings.UPDATES_NOTIFY = ["operator@example.org"]
    monkeypatch.setattr(updating, "import_lists", another_import)
    assert failed() == (
        "The directory was updated, but not all lists of other places that help: another import "
        "is running; wait until it has finished. The next update tries the rest again."
    )
    assert Facility.objects.count() == 30
    assert mailoutbox[-1].subject.endswith("not all lists were updated")


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"<html>moved</html>", "web page"),
        (
            b"Site Name,Site City\nCenter,Canton\n",
            "isn't recognized as HRSA's list",
        ),
    ],
)
def test_another_file_leaves_all_as_it_was(both, site, workbook_bytes, content, sentence):
    update()
    before = directory()
    site.has("/su.xlsx", workbook_bytes(houses(31)))
    site.has("/sites.csv", content)
    assert sentence in failed()
    assert directory() == before
