import pytest

from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.models import Facility
from tests.facilities.cast import import_cast, remove_cast
from tests.facilities.workbooks import workbook


@pytest.fixture
def imported(tmp_path, db):
    """Import rows as an edition: `imported(rows, kind="su", year=2023, …)` gives the Report."""

    def do(rows, year=2023, limits=None, dry_run=False, **options):
        path = workbook(tmp_path / f"directory-{year}.xlsx", rows, **options)
        return import_source(read(path), limits, dry_run)

    return do


@pytest.fixture(scope="module")
def committed_cast(django_db_setup, django_db_blocker, tmp_path_factory):
    """Import the small directory of tests/facilities/cast.py once for a module's tests."""
    with django_db_blocker.unblock():
        import_cast(tmp_path_factory.mktemp("cast"))
    yield
    with django_db_blocker.unblock():
        remove_cast()


@pytest.fixture
def cast(committed_cast, db):
    """Give a test the small directory; what the test changes is undone after it."""


@pytest.fixture
def alder(cast):
    return Facility.objects.get(name="Alder House")
