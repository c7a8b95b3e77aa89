"""No public answer costs more than a few pages of results, whatever one asks it for.

Cost is counted, not timed, so that it is the same on every machine: the lines of Python that an
answer takes, those of libraries too. A loop over the directory shows in it, and so does one
over the parameters. What C code takes doesn't: `make bench` has rows for processor time.
"""

import sys
from itertools import chain

import pytest
from django.template.response import TemplateResponse

from budget import slot
from demo import generator
from facilities.importing.sync import import_source
from facilities.listings.readers import read
from pages.search.parts.page import ResultsPage
from tests.finder import dear

# Pages of results, made by their templates alone, as all else is (decision 58): as many as in the
# nation's directory in processor time (docs/performance.md).
MOST = 5
# Draws the QR code of a call sheet: many short lines, as many as the address has letters.
UNCOUNTED = "/segno/"
EMPTY = {"/sitemap-facilities.xml"}  # it has no invented facility


def test_every_public_address_is_in_the_table():
    named = list(dear.names())
    assert sorted(named) == sorted(dear.DEAREST)
    assert set(named) >= dear.HELD


@pytest.fixture
def directory(db, tmp_path, settings):
    """Fill the directory: much of what would cost too much costs nothing in a small one."""
    settings.KEPT_FILES_DIR = tmp_path / "kept"
    path = tmp_path / generator.FILE_NAME
    generator.write_demo(path)
    import_source(read(path))


def lines_of(client, path):
    """Return (lines of Python that an answer takes, its status)."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += 1
        return None if UNCOUNTED in frame.f_code.co_filename else trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        response = client.get(path)
    finally:
        sys.settrace(before)
    return count, response.status_code


@pytest.mark.slow
@pytest.mark.any_database
def test_no_public_address_costs_more_than_some_pages_of_results(
    client, directory, free_slots, monkeypatch
):
    paths = dear.addresses()
    held = list(chain.from_iterable(paths.pop(name) for name in dear.HELD))
    usual, others = (
        dear.USUAL.format(**dear.of_directory()),
        list(chain.from_iterable(paths.values())),
    )
    for path in (usual, *others):
        client.get(path)  # what is kept in memory is made once
    with monkeypatch.context() as patch:
        patch.setattr(ResultsPage, "rendered_content", TemplateResponse.rendered_content)
        page, status = lines_of(client, usual)
    assert status == 200
    costs = {path: lines_of(client, path)[0] / page for path in others}
    assert {path: round(cost, 1) for path, cost in costs.items() if cost > MOST} == {}
    assert max(costs.values()) > 2  # or it isn't the dearest that is asked for

    with slot(), slot():
        refused = {path for path in held if client.get(path).status_code == 429}
    assert refused == {path for path in held if "facilities" in path and path not in EMPTY}
