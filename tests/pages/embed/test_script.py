"""The file that other sites load: small, and all that it says it is."""

import subprocess

import pytest
from django.conf import settings

from pages.embed.script import packed
from scripts import node

MOST_BYTES = 5_000  # unpacked


def script(client):
    response = client.get("/embed.js")
    assert response.status_code == 200
    return response


def test_it_is_small_and_filled_in(client):
    response = script(client)
    code = response.content.decode()

    assert len(response.content) <= MOST_BYTES
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert '["es"]' in code
    assert ":host{" in code
    assert '"STYLES"' not in code
    assert '"LANGUAGES"' not in code
    assert "/*" not in code
    assert "\n//" not in code


def test_it_keeps_nothing_and_names_nobody(client):
    code = script(client).content.decode()

    for name in ("cookie", "localStorage", "sessionStorage", "indexedDB", "sendBeacon", "location"):
        assert name not in code
    assert 'credentials: "omit"' in code
    assert 'referrerPolicy: "no-referrer"' in code
    assert "http" not in code


def test_browsers_may_keep_it_for_an_hour(client):
    assert script(client)["Cache-Control"].startswith("public, max-age=3600")


@pytest.mark.node
def test_what_is_served_is_a_script(client, tmp_path):
    (tmp_path / "embed.js").write_bytes(script(client).content)
    command = [node.find("node"), "--check", tmp_path / "embed.js"]
    assert subprocess.run(command, capture_output=True).stderr == b""


@pytest.mark.parametrize(
    ("styles", "short"),
    [
        ("/* a\nb */ p { margin: .3em 0; }\n", "p{margin:.3em 0;}"),
        ("a, b > c { x: calc(1px + 2px) }", "a,b > c{x:calc(1px + 2px)}"),
        ('.yes::before { content: "✓ " / ""; }', '.yes::before{content:"✓ " / "";}'),
        ("@media (min-width: 9em) { :host p { a: b } }", "@media (min-width:9em){:host p{a:b}}"),
        (".a :is(b) { c: d }", ".a :is(b){c:d}"),
    ],
)
def test_white_space_that_means_something_stays(styles, short):
    assert packed(styles) == short


def test_the_styles_ask_for_nothing():
    styles = (settings.BASE_DIR / "static" / "css" / "embed.css").read_text()
    assert "url(" not in styles
    assert "@import" not in styles
