import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.wordings import (
    after_lead_in,
    bare,
    says_near_me,
    without_area,
    without_country,
    without_kind,
    without_lead_in,
    without_talk,
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("near boston", "boston"),
        ("close to boston", "boston"),
        ("outside of boston", "boston"),
        ("cerca de boston", "boston"),
        ("alrededor de boston", "boston"),
        ("boston", "boston"),
        ("in", "in"),  # Indiana
    ],
)
def test_lead_ins(text, expected):
    assert without_lead_in(text.split()) == expected.split()


@pytest.mark.parametrize(
    "text, expected",
    [
        *(("near me", True), ("close to me", True), ("rehab near me", True), ("nearby", True)),
        *(("near my location", True), ("cerca de mi", True), ("cerca", True), ("near", True)),
        *(("mi ubicacion", True), ("around here", True), ("near by", True)),
        *(("near mi", False), ("me", False), ("near boston", False), ("mi", False)),
    ],
)
def test_near_me(text, expected):
    assert says_near_me(text.split()) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("boston usa", "boston"),
        ("boston united states of america", "boston"),
        ("boston ee uu", "boston"),
        ("usa", ""),
        ("boston", "boston"),
    ],
)
def test_countries(text, expected):
    assert without_country(text.split()) == expected.split()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("greater boston area", "boston"),
        ("downtown boston", "boston"),
        ("city of boston", "boston"),
        ("ciudad de boston", "boston"),
        ("la ciudad de boston", "boston"),
        ("county of cook", "cook county"),
        ("condado de cook", "cook county"),
        ("el condado de cook", "cook county"),
        ("municipio de caguas", "caguas municipio"),
        ("boston", "boston"),
        ("area", "area"),
    ],
)
def test_bare_names(text, expected):
    assert bare(text.split()) == expected.split()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("canton township", "canton"),
        ("charter township of canton", "canton"),
        ("indianapolis city balance", "indianapolis"),
        ("dayton city", "dayton"),
        ("borough of state college", "state college"),
        ("township", "township"),
    ],
)
def test_names_without_what_kind_of_city_it_is(text, expected):
    assert without_kind(text.split()) == expected.split()


@pytest.mark.parametrize(
    "text, expected",
    [("boston please", "boston"), ("boston por favor", "boston"), ("please", "please")],
)
def test_talk_after_a_place(text, expected):
    assert without_talk(text.split()) == expected.split()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rehab near boston", "boston"),
        ("rehab in or near boston", "boston"),
        ("clinica cerca de miami", "miami"),
        ("near boston", "boston"),
        ("boston", ""),
        ("rehab near", ""),
    ],
)
def test_what_follows_a_lead_in(text, expected):
    assert after_lead_in(text.split()) == expected.split()


@given(st.lists(st.sampled_from("near in of de area city county me mi boston us".split())))
def test_words_are_never_made_up(words):
    for read in (without_lead_in, without_area, without_country, after_lead_in):
        assert set(read(words)) <= set(words)
    assert len(bare(words)) <= len(words)
    says_near_me(words)
