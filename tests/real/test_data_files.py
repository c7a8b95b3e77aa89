"""Every data file, read back, is what the API says of each published facility."""

import pytest
from django.test import RequestFactory

from api.results import chunks, read_results
from opendata import making
from search import index
from tests.opendata.test_formats import check


@pytest.mark.any_database
def test_every_format_is_the_published_directory(editions, settings, tmp_path):
    settings.DATA_FILES_DIR = tmp_path
    folder, _is_new = making.make()
    directory, request = index.current(), RequestFactory().get("/")
    hits = [(pk, None) for pk in directory.pks]
    expected = [r for chunk in chunks(hits) for r in read_results(chunk, directory, request)]
    assert len(expected) == len(directory.pks)
    check(folder, expected)
