import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.names import key, spelling
from text.analysis import words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Boston", "boston"),
        ("  BOSTON  ", "boston"),
        ("St. Louis", "saint louis"),
        ("Saint Louis", "saint louis"),
        ("E. St. Louis", "east saint louis"),
        ("Sault Ste. Marie", "sault sainte marie"),
        ("Ft Worth", "fort worth"),
        ("Mt. Vernon", "mount vernon"),
        ("N Hollywood", "north hollywood"),
        ("No. Hollywood", "north hollywood"),
        ("So. San Francisco", "south san francisco"),
        ("W. Va.", "west va"),
        ("Winston-Salem", "winston salem"),
        ("Coeur d'Alene", "coeur dalene"),
        ("O’Fallon", "ofallon"),
        ("Mayagüez", "mayaguez"),
        ("Hagåtña", "hagatna"),
        ("Lā‘ie", "laie"),
        ("Ka`a`awa", "kaaawa"),
        ("Myrtle Bch", "myrtle beach"),
        ("Colorado Spgs", "colorado springs"),
        ("Rockville Centre", "rockville center"),
        ("The Bronx", "bronx"),
        ("The", "the"),
        ("Town & Country", "town and country"),
        ("D.C.", "dc"),
        ("N. Y.", "ny"),
        ("Main St", "main st"),
        ("Billings MT", "billings mt"),
        ("MT 59101", "mt 59101"),
        ("", ""),
        ("東京", ""),
        ("ＢＯＳＴＯＮ", "boston"),
    ],
)
def test_spelling(text, expected):
    assert spelling(text) == expected


@pytest.mark.parametrize(
    "name, other",
    [("DeSoto", "De Soto"), ("La Crosse", "Lacrosse"), ("St.Louis", "Saint  Louis")],
)
def test_joined_and_split_names_share_a_key(name, other):
    assert key(name) == key(other)


@given(st.text())
def test_any_text_gives_plain_words(text):
    assert all(word.isascii() and word.isalnum() for word in words(text))
