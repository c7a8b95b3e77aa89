"""The page, the API, the map and the button name one number of results, and repairs add to it."""

import re

import pytest

from tests.pages.search.reading import heading, repairs


def numbers_of(client, query):
    """Return how many places the page, the API, the map and the button name for a search."""
    html = client.get(f"/search/?{query}").text
    answer = client.get(f"/search/map/?{query}").json()
    on_map = [
        len(answer["cards"]),
        *(count for *_at, count in answer["clusters"]),
        *(spot["count"] for spot in answer["spots"]),
    ]
    outside = answer["outside"] + answer["unpinned"]
    return {
        "page": int(heading(html).split()[0].replace(",", "")),
        "api": client.get(f"/api/v1/facilities/?{query}").json()["count"],
        "map": answer["total"],
        "map's points": sum(on_map) + outside,
        "button": client.get(f"/search/count/?{query}").json()["total"],
    }


SEARCHES = [
    *("where=Boston,+MA", "where=Boston,+MA&radius=5", "where=Springfield,+MA&service=detox"),
    *("where=Springfield,+MA&service=residential", "where=MA&service=iop", "where=VT&q=detox"),
    *("where=Norfolk+County,+MA&service=outpatient", "where=Bangor,+ME&service=detox&radius=10"),
    *("where=03301&payment=medicaid", "where=RI&payment=medicaid&payment=medicare", "q=detox"),
    *(
        "where=Guam&service=detox",
        "where=Boston,+MA&q=ginkgo",
        "where=Boston,+MA&service=naltrexone",
    ),
    *("where=Boston,+MA&service=naltrexone&sort=name", "where=NH&service=detox&language=spanish"),
    *("where=Concord,+NH&service=detox&payment=medicaid&group=veterans",),
    *("box=-72,42,-70.9,42.5&where=Boston,+MA", "box=-71.2,42.2,-70.9,42.5&service=detox"),
    *("box=-71.2,42.2,-70.9,42.5&where=MA&service=naltrexone", "box=1,1,2,2&where=Boston,+MA"),
    *("where=Providence,+RI&service=outpatient&language=spanish&radius=5&include=serves-only",),
]


@pytest.mark.parametrize("query", SEARCHES)
def test_all_answers_name_one_number_and_no_repair_offers_less(client, cast, query):
    numbers = numbers_of(client, query)
    assert len(set(numbers.values())) == 1, numbers

    html = client.get(f"/search/?{query}").text
    message = client.get(f"/api/v1/facilities/?{query}").json()["search"]["message"]
    assert message in html
    if 'class="ways"' not in html or "To find more:" not in html:
        return
    offered = repairs(" ".join(html.split()))
    assert len(offered) <= 3
    for text, address in offered.items():
        gain = int(re.match(r"\+([\d,]+) place", text)[1].replace(",", ""))
        total = numbers_of(client, address.split("?")[1])["page"]
        assert total - numbers["page"] == gain > 0, text


def test_what_comes_of_the_table_above(client, cast):
    pages = [client.get(f"/search/?{query}").text for query in SEARCHES]
    assert sum("so we looked within" in page for page in pages) >= 5
    assert sum("To find more:" in page for page in pages) >= 5
