"""Pages for people and answers for programs hold the same facilities in the same order."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from hypothesis import HealthCheck, given, settings

from pages.search import views as search_page
from search.request import SearchRequest
from tests.api.outputs import LIST, pages_of
from tests.search.searches import searches


class Results(HTMLParser):
    """What a page of results shows: its facilities, how many there are, the next page."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.heading, self.next = [], "", None
        self._is_heading = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self._is_heading = tag == "h1"
        href = attributes.get("href") or ""
        if tag == "a" and href.startswith("/facility/"):
            self.ids.append(href.split("/")[2])
        if tag == "a" and attributes.get("rel") == "next":
            self.next = href

    def handle_data(self, data):
        if self._is_heading:
            self.heading += data

    @property
    def count(self):
        number = re.match(r"\s*([\d,]+) places?\b", self.heading)
        return int(number[1].replace(",", "")) if number else 0


def from_pages(client, query):
    ids, counts, address = [], set(), f"/search/?{query}"
    while address:
        response = client.get(address)
        assert response.status_code == 200
        page = Results(response.content.decode())
        ids += page.ids
        counts.add(page.count)
        address = page.next and urljoin(address, page.next)
    return ids, counts


@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(searches())
def test_pages_for_people_hold_what_programs_get(client, cast, monkeypatch, search):
    monkeypatch.setattr(search_page, "PER_PAGE", 4)
    query = search.urlencode()
    ids, counts = from_pages(client, query)
    assert counts == {len(ids)}
    if SearchRequest(search).asks_nothing:  # pages ask for a place then
        assert ids == []
        return
    if client.get(f"{LIST}?{query}").status_code == 400:  # where that is, nobody knows
        assert ids == []
        return
    pages = pages_of(client, query, 4)
    assert [result["id"] for page in pages for result in page["results"]] == ids
    assert {page["count"] for page in pages} == counts
