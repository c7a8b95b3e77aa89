"""The published editions, imported once for all tests of this folder and then undone."""

from collections import defaultdict

import pytest

from facilities.importing.sync import import_source
from facilities.listings.readers import read
from facilities.models import (
    Edition,
    Facility,
    ImportReport,
    Listing,
    Phone,
    mark_changed,
)

SU_2022 = "national-directory-su-2022.xlsx"
SU_2023 = "national-directory-su-2023.xlsx"
MH_2023 = "national-directory-mh-2023.xlsx"
EXPORT_MA = "findtreatment-export-2025-08-ma.csv"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/real/" in str(item.path):
            item.add_marker(pytest.mark.real_data)
            item.add_marker(pytest.mark.django_db)


def shown():
    """Return {public id: (status, main number, every number as dialed)} of all facilities.

    The main number: as shown and as dialed.
    """
    numbers, main = defaultdict(set), {}
    for public_id, kind, display, *dialed in Phone.objects.values_list(
        "facility__public_id", "kind", "display", "e164", "extension"
    ):
        numbers[public_id].add(tuple(dialed))
        if kind == "main":
            main[public_id] = display, tuple(dialed)
    return {
        public_id: (status, main.get(public_id, ("", None)), numbers[public_id])
        for public_id, status in Facility.objects.values_list("public_id", "status")
    }


@pytest.fixture(scope="package")
def editions(real_data_folder, django_db_setup, django_db_blocker):
    """Import SU 2022, SU 2023, MH 2023; return what is needed to judge the result.

    {"reports": [Report], "urls": {pk: address after the first import}, "sources": […],
    "shown": [what `shown` returns after each import]}
    """
    sources = [read(real_data_folder / name) for name in (SU_2022, SU_2023, MH_2023)]
    with django_db_blocker.unblock():
        reports, after = [import_source(sources[0])], [shown()]
        urls = {facility.pk: facility.get_absolute_url() for facility in Facility.objects.all()}
        for source in sources[1:]:
            reports.append(import_source(source))
            after.append(shown())
    yield {"reports": reports, "urls": urls, "sources": sources, "shown": after}
    # Not undone by a transaction: SQLite would keep every page it changed in memory.
    with django_db_blocker.unblock():
        for model in (Phone, Listing, Facility, ImportReport, Edition):
            rows = model.objects.all()
            rows._raw_delete(rows.db)
        mark_changed()
