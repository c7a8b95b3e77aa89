"""Whoever applies the recorded changes has the published directory, as one that reads all of it."""

from collections import Counter

from api.changes.recording import record
from facilities.importing.sync import import_source
from facilities.listings.readers import read
from tests.api.changes.conftest import Reader
from tests.real.conftest import EXPORT_MA


def test_changes_lead_from_the_national_directories_to_those_with_an_export(
    editions, real_data_folder, client
):
    record()
    reader = Reader(client)
    reader.catch_up()
    import_source(read(real_data_folder / EXPORT_MA))
    record()
    changes = Counter(change["change"] for change in reader.catch_up())
    assert changes["changed"] > 0
    assert changes["listed"] > 0
    assert reader.facilities == reader.published()
