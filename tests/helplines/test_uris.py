import pytest

from helplines.links import sms_uri, tel_uri
from helplines.options import Option, parse_options


@pytest.mark.parametrize(
    "number, uri",
    [
        ("988", "tel:988"),
        ("911", "tel:911"),
        ("711", "tel:711"),
        ("+18006624357", "tel:+18006624357"),
        ("", ""),
    ],
)
def test_tel_uri(number, uri):
    assert tel_uri(number) == uri


@pytest.mark.parametrize(
    "number, body, uri",
    [
        ("988", "", "sms:988"),
        ("435748", "", "sms:435748"),
        ("+18009855990", "", "sms:+18009855990"),
        ("988", "AYUDA", "sms:988?&body=AYUDA"),
        ("988", "help me & mine", "sms:988?&body=help%20me%20%26%20mine"),
        ("", "AYUDA", ""),
    ],
)
def test_sms_uri(number, body, uri):
    assert sms_uri(number, body) == uri


@pytest.mark.parametrize(
    "text, options",
    [
        ("", []),
        ("Press 1.\r\n\r\nPress 2.\n", [Option("Press 1."), Option("Press 2.")]),
        ("Text 911. | 911", [Option("Text 911.", "sms:911")]),
        ("Text AYUDA. | 988 | AYUDA", [Option("Text AYUDA.", "sms:988?&body=AYUDA")]),
    ],
)
def test_options_are_one_on_a_line(text, options):
    assert parse_options(text) == options


@pytest.mark.parametrize("line", ["| 988", "Text us. | soon", "Text us. |", "a | 988 | b | c"])
def test_an_option_that_makes_no_sense_is_refused(line):
    with pytest.raises(ValueError, match="."):
        parse_options(line)
