"""The lines that somebody copies, for what they chose."""

import re
from html import unescape

import pytest

from tests.pages.embed.reading import Tags


def lines(html):
    """Return the lines of the script and of the frame."""
    return [unescape(text) for text in re.findall("<textarea[^>]*>(.*?)</textarea>", html, re.S)]


def asked(client, query, prefix=""):
    response = client.get(f"{prefix}/embed/help/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_they_say_what_was_chosen(client, canton):
    script, frame = lines(asked(client, "?where=Canton,+MA&service=detox&in=es"))

    link = "http://testserver/es/search/?where=Canton%2C+MA&service=detox"
    text = "Encuentra tratamiento para el consumo de alcohol o drogas"
    assert Tags(script).tags == [
        ("a", {"href": link}),
        (
            "script",
            {
                "src": "http://testserver/embed.js",
                "data-where": "Canton, MA",
                "data-service": "detox",
                "data-language": "es",
                "referrerpolicy": "no-referrer",
                "async": None,
            },
        ),
    ]
    [(_name, attributes), (_a, plain)] = Tags(frame).tags
    assert attributes["src"] == link.replace("/search/", "/embed/")
    assert (attributes["title"], attributes["referrerpolicy"]) == (text, "no-referrer")
    assert plain == {"href": link}
    assert f">{text}</a>" in script
    assert f">{text}</a>" in frame


def test_without_a_choice_they_are_for_any_place_in_the_language_of_the_page(client, canton):
    script, _frame = lines(asked(client, "", prefix="/es"))
    [(_a, link), (_script, attributes)] = Tags(script).tags
    assert link == {"href": "http://testserver/es/search/"}
    assert [name for name in attributes if name.startswith("data-")] == ["data-language"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?where=zzzzqq", "Type a ZIP code"),
        ("?service=nothing", "Choose the kind of care again."),
        ("?where=" + "a" * 300, "Choose the kind of care again."),
        ("?in=xx", ""),
    ],
)
def test_what_doesnt_work_is_said_and_in_no_line(client, canton, query, words):
    html = asked(client, query)
    assert words in html
    assert ('aria-invalid="true"' in html) == bool(words)
    for text in lines(html):
        assert "zzzzqq" not in text
        assert "nothing" not in text
        assert "aaa" not in text


def test_what_was_typed_is_no_markup(client, canton):
    evil = 'Canton, MA"><img src=x onerror=alert(1)>'
    response = client.get("/embed/help/", {"where": evil})
    assert "<img" not in response.content.decode()


def test_it_is_linked(client, canton):
    assert 'href="/embed/help/"' in client.get("/about/").content.decode()
