"""An API's pages: all of them, once, adding up; and going on after a stop."""

import json
from datetime import date

import pytest

from sources import pages
from sources.kept import Folder
from sources.network.fetching import FetchError
from sources.pages import PagesError
from tests.sources.conftest import SHORT
from tests.sources.server import Reply


def rows(*numbers):
    return [{"_irow": n, "name1": f"House {n}", "miles": 1.5} for n in numbers]


WHOLE = [rows(1, 2), rows(3, 4), rows(5)]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "sources", "locator")


@pytest.fixture
def fetch(site, fetcher, folder):
    """Return a function: the files that come from the site's pages."""

    def do(kept=None, address="/v2?pageSize=2", **bounds):
        folder.prepare(resume=True)
        return pages.fetch(fetcher(**bounds), site.address + address, folder, kept)

    return do


def names(folder):
    return (
        sorted(path.name for path in folder.incoming.iterdir()) if folder.incoming.exists() else []
    )


def test_all_pages_come_one_by_one(site, fetch, folder):
    site.has_pages("/v2", WHOLE)
    files = fetch()
    assert [file.name for file in files] == ["page-0001.json", "page-0002.json", "page-0003.json"]
    assert names(folder) == [file.name for file in files]
    assert json.loads((folder.incoming / "page-0003.json").read_text())["rows"] == rows(5)
    assert [request.parameters for request in site.requests] == [
        {"pageSize": "2", "page": str(number)} for number in (1, 2, 3)
    ]


def test_a_stop_in_the_middle_loses_nothing(site, fetch, folder):
    site.has_pages("/v2", WHOLE, page3=lambda document: Reply(status=500))
    with pytest.raises(FetchError):
        fetch()
    assert len(site.requests) == 2 + SHORT["attempts"]
    site.has_pages("/v2", WHOLE)
    assert len(fetch()) == 3
    assert [request.parameters["page"] for request in site.requests[5:]] == ["3"]


def stopped(site, fetch):
    site.has_pages("/v2", WHOLE, page3=lambda document: Reply(status=403))
    with pytest.raises(FetchError):
        fetch()
    site.has_pages("/v2", WHOLE)
    site.requests.clear()


def old(document):
    document["started"] = "2020-01-01T00:00:00+00:00"


def without_a_date(document):
    document["started"] = "yesterday"


def without_time_zone(document):
    document["started"] = "2020-01-01T00:00:00"


def of_other_names(document):
    document["files"][0]["name"] = "../manifest.json"


@pytest.mark.parametrize("change", [old, without_a_date, without_time_zone, of_other_names])
def test_what_is_old_or_odd_is_begun_anew(site, fetch, folder, change):
    stopped(site, fetch)
    path = folder.incoming / pages.PROGRESS
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))
    assert len(fetch()) == len(site.requests) == 3


def test_a_page_that_was_changed_here_is_fetched_again(site, fetch, folder):
    stopped(site, fetch)
    (folder.incoming / "page-0002.json").write_text("{}")
    assert len(fetch()) == len(site.requests) == 3


def test_pages_of_another_address_are_begun_anew(site, fetch):
    stopped(site, fetch)
    assert len(fetch(address="/v2?pageSize=3")) == len(site.requests) == 3


def test_pages_that_did_not_change_are_not_sent_again(site, fetch, folder, fetcher):
    site.has_pages("/v2", WHOLE)
    address = f"{site.address}/v2?pageSize=2"
    kept = folder.keep(address, fetch(), "e", date(2026, 3, 9))
    changed = [WHOLE[0], rows(3, 9), WHOLE[2]]
    site.has_pages("/v2", changed)
    site.requests.clear()
    files = fetch(folder.current(address))
    assert all("If-None-Match" in request.headers for request in site.requests)
    assert [new == old for new, old in zip(files, kept.files, strict=True)] == [True, False, True]
    assert json.loads((folder.incoming / "page-0001.json").read_text())["rows"] == WHOLE[0]


def change(**numbers):
    return lambda document: {**document, **numbers}


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"page2": change(page=1)}, "page 2 was asked for, and page 1 came"),
        ({"page2": change(rows=WHOLE[0])}, "page 2 has the rows of page 1 again"),
        (
            {"page2": change(rows=[{**row, "_irow": 7, "miles": 3} for row in WHOLE[0]])},
            "page 2 has the rows of page 1 again",
        ),
        ({"page2": change(totalPages=4)}, "the directory changed while it was fetched"),
        ({"page2": change(recordCount=6)}, "the directory changed while it was fetched"),
        ({"page3": change(rows=[])}, "5 rows were announced, and 4 came on 3 pages"),
        (
            {f"page{n}": change(totalPages=2) for n in (1, 2)},
            "5 rows were announced, and 4 came on 2 pages",
        ),
        ({"page1": change(totalPages=0)}, "page 1 says that there are 0 pages"),
        ({"page1": change(totalPages=1001)}, "page 1 says that there are 1001 pages"),
        ({"page1": change(totalPages=None)}, "page 1 lacks a number"),
        ({"page1": change(recordCount="many")}, "page 1 lacks a number"),
        ({"page1": change(recordCount=True)}, "page 1 lacks a number"),
        ({"page1": change(rows=None)}, 'page 1 has no list "rows"'),
        ({"page1": change(rows=[1])}, 'page 1 has no list "rows"'),
        ({"page1": lambda document: []}, 'page 1 has no list "rows"'),
        ({"page2": lambda document: Reply(b"sAddr is wrong")}, "page 2 is not JSON"),
        ({"page2": lambda document: Reply(b"[" * 100_000)}, "page 2 is not JSON"),
        ({"page2": lambda document: Reply(status=304)}, "page 2 is said to be unchanged"),
    ],
)
def test_what_does_not_add_up_is_refused_and_begun_anew(site, fetch, folder, changes, sentence):
    site.has_pages("/v2", WHOLE, **changes)
    with pytest.raises(PagesError) as caught:
        fetch()
    assert sentence in str(caught.value)
    assert not folder.incoming.exists()


def test_counts_may_come_as_texts(site, fetch):
    texts = {f"page{n}": change(totalPages="3", recordCount="5", page=str(n)) for n in (1, 2, 3)}
    site.has_pages("/v2", WHOLE, **texts)
    assert len(fetch()) == 3
