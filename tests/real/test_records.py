"""What is kept of each published facility as bytes is what would be written of it anew."""

import pytest
from django.test import RequestFactory

from api.records import current, making
from api.results import CHUNK, results
from api.texts import TEXTS
from search import index


@pytest.mark.any_database
def test_records_of_every_facility_are_those_of_the_plain_way(
    editions, settings, tmp_path, monkeypatch
):
    settings.KEPT_FILES_DIR = tmp_path
    monkeypatch.setattr(making, "rest", lambda _seconds: None)
    directory, request = index.current(), RequestFactory().get("/")
    current.open_or_make(directory)
    records = current.records_of(directory)
    miles = [None if number % 5 == 0 else number / 7 for number in range(len(directory.pks))]
    hits = list(zip(directory.pks, miles, strict=True))
    rounded = [m if m is None else round(m, 1) for m in miles]
    for number, plain in enumerate(results(hits, directory, request)):
        ordinals = range(number * CHUNK, number * CHUNK + len(plain))
        chunk = [(ordinal, rounded[ordinal]) for ordinal in ordinals]
        for kind, (text_of, _nothing) in TEXTS.items():
            expected = b"|".join(map(text_of, plain))
            assert records.joined(kind, chunk, b"http://testserver", b"|") == expected
    current.forget()
