"""The colors of the one stylesheet: what stands on what can be read."""

import re

import pytest
from django.conf import settings

from finder.configuration.colors import contrast, tokens

STYLE = (settings.BASE_DIR / "static" / "css" / "finder.css").read_text()
BACKGROUNDS = ("paper", "card", "tint", "warm")
TEXT = 7  # WCAG 1.4.6, the stricter of its two rules
EDGE = 3  # WCAG 1.4.11: what shows where a field or a notice ends


THEMES = dict(zip(("light", "dark"), tokens(STYLE), strict=True))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "text, behind",
    [
        *[
            (text, behind)
            for text in ("ink", "quiet", "link", "visited")
            for behind in BACKGROUNDS[:3]
        ],
        ("ink", "warm"),
        ("wrong", "paper"),
        ("wrong", "card"),
        ("on-call", "call"),
        ("on-bar", "bar"),
        ("bar-accent", "bar"),
    ],
)
def test_text_is_read_easily(theme, text, behind):
    assert contrast(THEMES[theme][text], THEMES[theme][behind]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("edge", ["edge", "warm-edge", "wrong", "call"])
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_edges_are_seen(theme, edge, behind):
    assert contrast(THEMES[theme][edge], THEMES[theme][behind]) >= EDGE


def test_black_on_white_is_the_most():
    assert contrast("000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "fff") == pytest.approx(4.48, abs=0.01)


def test_colors_stand_among_the_tokens_alone():
    """So that dark and forced colors hold everywhere; print has its own block of tokens."""
    rules = re.sub(r"(?:^|\s):root \{[^}]*\}", "", STYLE)
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []
