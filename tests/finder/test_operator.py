"""Who runs the site: what is refused at the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from finder.configuration.operator import ServedFile

NAME = "Bay County Health"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def test_nobody_is_named_by_default(settings_of):
    settings = settings_of()
    assert settings["OPERATOR_NAME"] == settings["OPERATOR_URL"] == settings["OPERATOR_AREA"] == ""
    assert settings["OPERATOR_LOGO"] is settings["OPERATOR_COLORS"] is None
    assert settings["OPERATOR_FACILITIES"] == []


def test_what_is_right_is_taken(settings_of, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    settings = settings_of(
        OPERATOR_NAME=f" {NAME} ",
        OPERATOR_URL="https://health.example/",
        OPERATOR_LOGO=str(logo),
        OPERATOR_COLORS="#0A5560, #86d3d4",
        OPERATOR_AREA="Bay County, MA",
        OPERATOR_FACILITIES="b7xk2m9q, c8,b7xk2m9q",
    )
    assert settings["OPERATOR_NAME"] == NAME
    assert settings["OPERATOR_LOGO"] == ServedFile(SVG, "image/svg+xml")
    assert "--call: #0a5560;" in settings["OPERATOR_COLORS"].content.decode()
    assert settings["OPERATOR_FACILITIES"] == ["b7xk2m9q", "c8"]


@pytest.mark.parametrize(
    "name, value, problem",
    [
        ("OPERATOR_NAME", "a" * 81, "is too long, or not one line"),
        ("OPERATOR_NAME", "two\nlines", "is too long, or not one line"),
        ("OPERATOR_URL", "health.example", "is not a web address"),
        ("OPERATOR_URL", "javascript:alert(1)", "is not a web address"),
        ("OPERATOR_LOGO", "/nowhere/logo.png", "can't be read"),
        ("OPERATOR_LOGO", "/", "can't be read"),
        ("OPERATOR_LOGO", __file__, "is not a picture"),
        ("OPERATOR_COLORS", "#0b5563", "is not two colors"),
        ("OPERATOR_COLORS", "teal, #86d3d4", "is not two colors"),
        ("OPERATOR_COLORS", "#3f8f9f, #86d3d4", "on light pages #3f8f9f stands at .*a darker one"),
        ("OPERATOR_COLORS", "#0a5560, #2f6f7f", "on dark pages #2f6f7f stands at .*a lighter one"),
        ("OPERATOR_AREA", "Bay\nCounty", "is not a place"),
        ("OPERATOR_FACILITIES", "b7xk2m9q,/facility/x/", "is not a facility's id"),
        ("OPERATOR_FACILITIES", ",".join(map(str, range(21))), "names 21 facilities"),
    ],
)
def test_what_is_wrong_stops_the_start_with_a_sentence(settings_of, name, value, problem):
    environment = {"OPERATOR_NAME": NAME} | {name: value}
    with pytest.raises(ImproperlyConfigured, match=f"^{name}:? .*{problem}"):
        settings_of(**environment)


def test_a_picture_that_is_too_large_is_refused(settings_of, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG + b" " * 100_000)
    with pytest.raises(ImproperlyConfigured, match="at most 100 KB"):
        settings_of(OPERATOR_NAME=NAME, OPERATOR_LOGO=str(logo))


@pytest.mark.parametrize(
    "name, value",
    [
        ("OPERATOR_URL", "https://health.example/"),
        ("OPERATOR_LOGO", "logo.png"),
        ("OPERATOR_FACILITIES", "b7xk2m9q"),
    ],
)
def test_nothing_is_shown_of_somebody_without_a_name(settings_of, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} needs OPERATOR_NAME"):
        settings_of(**{name: value})
