"""Corrections of a website."""

from tests.facilities.corrections.cases import Case, FormCase, shelby_now
from tests.facilities.corrections.corrected import correct
from tests.facilities.corrections.outputs import outputs

CASES = {
    "another": Case(
        {"website": "https://new.example"},
        holds=lambda place: "new.example" in place.website,
        agrees={"website": "https://www.new.example/"},
        third={"website": "https://third.example"},
    ),
    "wrong": Case(
        {"is_gone": True},
        holds=lambda place: place.website == "",
        agrees={"website": ""},
        beside=False,
    ),
}
FORM = FormCase(
    {"website": "alder.example/en"}, lambda alder: alder.website == "http://alder.example/en"
)
REFUSED = [
    ("Alder House", {"website": "javascript:alert(1)"}, "no web address"),
    ("Nutmeg Place", {"is_gone": "on"}, "already says so"),
]
INCOMPLETE = [{}]


def test_a_website_is_put_right_wherever_it_is_shown(client, alder):
    correct(alder, "website", website="https://alder.example/")
    shown = {name for name, text in outputs(client, alder).items() if "alder.example" in text}
    assert shown == {"page", "API", "list", "CSV", "GeoJSON"}


def test_a_website_that_is_somebody_elses_now_is_linked_nowhere(client, edition):
    edition(year=2022)
    paths = [shelby_now().get_absolute_url(), f"{shelby_now().get_absolute_url()}source/"]
    paths += [f"/api/v1/facilities/{shelby_now().public_id}/", "/search/?q=Shelby&where=MA"]
    assert "shelby.example" in client.get(paths[0]).content.decode()
    correct(shelby_now(), "website", is_gone=True)
    texts = [client.get(path).content.decode() for path in paths]
    assert not [text for text in texts if "shelby.example" in text]
    assert "Website taken off Nov. 20, 2026, confirmed by call." in texts[0]
