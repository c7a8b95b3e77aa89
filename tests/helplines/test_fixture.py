"""What the shipped file says, and what a broken one is told. No test here has a database."""

import json
import re
from datetime import date

import pytest

from helplines.choices import Situation
from helplines.fixture import FIXTURE, FixtureError, read_fixture

KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
LINES = {line.slug: line for line in read_fixture()}


def digits(number):
    """Return what a keypad dials for `number` as printed: letters spelled, repeats dropped."""
    printed = re.sub(r"-[A-Z]+ \((\d+)\)", r"-\1", number)  # 1-800-662-HELP (4357)
    return "".join(re.findall(r"\d", printed))


def test_the_shipped_lines():
    assert [(line.slug, line.role, line.in_header) for line in LINES.values()] == [
        ("911", "emergency", True),
        ("988", "crisis", True),
        ("samhsa-national-helpline", "national", True),
        ("veterans-crisis-line", "veterans", False),
        ("crisis-text-line", "crisis", False),
        ("poison-help", "poison", False),
        ("domestic-violence-hotline", "violence", False),
        ("strong-hearts", "violence", False),
        ("safespot", "overdose", False),
        ("rainn", "assault", False),
        ("childhelp", "child", False),
        ("trevor-project", "youth", False),
        ("maternal-mental-health", "pregnancy", False),
        ("parents-helpline", "parents", False),
        ("disaster-distress-helpline", "crisis", False),
        ("problem-gambling", "gambling", False),
        ("quit-line", "tobacco", False),
        ("211", "local", False),
        ("relay", "relay", False),
        ("ark-behavioral-health", "provider", False),
    ]


@pytest.mark.parametrize(
    "slug, call, text, tty",
    [
        ("911", "tel:911", "", ""),
        ("988", "tel:988", "sms:988", "tel:711"),
        ("samhsa-national-helpline", "tel:+18006624357", "sms:435748", "tel:+18004874889"),
        ("veterans-crisis-line", "tel:988", "sms:838255", "tel:711"),
        ("crisis-text-line", "", "sms:741741?&body=HOME", ""),
        ("poison-help", "tel:+18002221222", "", ""),
        (
            "domestic-violence-hotline",
            "tel:+18007997233",
            "sms:88788?&body=START",
            "tel:+18007873224",
        ),
        ("strong-hearts", "tel:+18447628483", "sms:+18447628483", ""),
        ("safespot", "tel:+18009720590", "", ""),
        ("rainn", "tel:+18006564673", "sms:64673?&body=HOPE", ""),
        ("childhelp", "tel:+18004224453", "sms:+18004224453", ""),
        ("trevor-project", "tel:+18664887386", "sms:678678?&body=START", ""),
        ("maternal-mental-health", "tel:+18338526262", "sms:+18338526262", ""),
        ("parents-helpline", "", "sms:55753?&body=CONNECT", ""),
        ("disaster-distress-helpline", "tel:+18009855990", "sms:+18009855990", ""),
        ("problem-gambling", "tel:+18006973738", "sms:+18006973738", ""),
        ("quit-line", "tel:+18007848669", "sms:333888?&body=QUITNOW", ""),
        ("211", "tel:211", "", ""),
        ("relay", "tel:711", "", ""),
        ("ark-behavioral-health", "tel:+18005265053", "", ""),
    ],
)
def test_every_number_dials_right(slug, call, text, tty):
    line = LINES[slug]

    assert (line.call_uri, line.text_uri, line.tty_uri) == (call, text, tty)


@pytest.mark.parametrize("way", ["call", "text", "tty"])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_number_shown_is_the_number_dialed(line, way):
    shown = digits(getattr(line, f"{way}_display").split(",")[0].replace("HELP4U", ""))

    dialed = getattr(line, f"{way}_number").removeprefix("+1")
    assert shown.removeprefix("1") == dialed


@pytest.mark.parametrize(
    "letters, spelled",
    [
        ("HELP", "4357"),
        ("SAFE", "7233"),
        ("HOPE", "4673"),
        ("HELP4U", "435748"),
        ("TLCMAMA", "8526262"),
        ("MYRESET", "6973738"),
        ("QUITNOW", "7848669"),
        ("DEJELOYA", "33535692"),  # a phone stops at the tenth digit
    ],
)
def test_letters_spell_the_digits_beside_them(letters, spelled):
    assert letters.translate(KEYPAD) == spelled


def test_every_way_in_letters_is_checked():
    """A number that is printed as a word has its line above."""
    printed = {
        word
        for line in LINES.values()
        for way in ("call", "text", "tty")
        for word in re.findall(r"[A-Z][A-Z\d-]{3,}", getattr(line, f"{way}_display"))
    }
    assert printed == {"HELP", "SAFE", "HOPE", "HELP4U", "TLC-MAMA", "MY-RESET", "QUIT-NOW"}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_line_names_a_secure_source_checked_before_today(line):
    assert line.source_url.startswith("https://")
    assert date(2026, 1, 1) < line.last_verified <= date.today()


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_that_takes_texts_says_what_to_send_and_no_other_does(line):
    assert bool(line.text_send) == bool(line.text_number)
    assert line.text_number or not line.text_stop


def test_options_of_988_are_the_current_ones():
    options = {option.words: option.uri for option in LINES["988"].option_list}

    assert "Press 1 for the Veterans Crisis Line." in options
    assert "Press 2 for Spanish." in options
    assert options["Text AYUDA to 988 to write in Spanish."] == "sms:988?&body=AYUDA"
    assert not any("press 3" in words.lower() for words in options)  # ended 17 July 2025


def test_911_offers_a_text_only_as_a_second_choice():
    assert [option.uri for option in LINES["911"].option_list] == ["", "sms:911", ""]


def test_a_company_that_sells_treatment_is_called_one():
    ark = LINES["ark-behavioral-health"]

    assert ark.may_refer_to_paying_provider == "yes"
    assert "own admissions staff" in ark.who_answers
    assert "runs treatment centers and is paid for treatment" in ark.who_pays
    assert ark.languages == "Not stated by the source."
    refer = {slug: line.may_refer_to_paying_provider for slug, line in LINES.items()}
    assert [slug for slug, value in refer.items() if value == "yes"] == ["ark-behavioral-health"]
    # Whom a line that the government pays for sends callers to doesn't change who pays for it. A
    # hospital that also treats runs SafeSpot, and gifts pay for the others: they don't say.
    assert {slug for slug, value in refer.items() if value == "unknown"} == {
        *("211", "childhelp", "crisis-text-line", "parents-helpline", "problem-gambling"),
        *("rainn", "safespot", "trevor-project"),
    }


def test_every_situation_has_a_line_and_every_neutral_line_a_situation():
    listed = {slug: set(line.situations.split()) for slug, line in LINES.items()}

    assert set().union(*listed.values()) == set(Situation.values)
    assert [slug for slug, own in listed.items() if not own] == ["ark-behavioral-health"]


ENTRY = {"slug": "x", "name": "X", "call_display": "988", "call_number": "988"}


@pytest.mark.parametrize(
    "content, problem",
    [
        ("{", "not JSON: .*line 1 column 2"),
        ("{}", "not a list"),
        ("[3]", "entry 1: not an object"),
        ([{"slug": "x", "fax": "1"}], r"entry 1 \(x\): fax: no such field"),
        ([{"slug": "x", "name": 3}], r"entry 1 \(x\): name: 3 is not str"),
        ([{"slug": "x", "in_header": "yes"}], r"entry 1 \(x\): in_header: 'yes' is not bool"),
        ([{"slug": "x", "position": True}], r"entry 1 \(x\): position: True is not int"),
        (
            [ENTRY | {"role": "poison", "situations": "now soon"}],
            "situations: There is no .* “soon”",
        ),
        ([{"slug": "x", "name": ""}], r"entry 1 \(x\): name: This field cannot be blank"),
        ([{"name": "X"}], r"entry 1 \(no slug\): slug: This field cannot be blank"),
    ],
)
def test_a_broken_file_is_told_what_and_where(tmp_path, content, problem):
    path = tmp_path / "helplines.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))

    with pytest.raises(FixtureError, match=problem):
        read_fixture(path)


def test_a_slug_used_twice_is_named(tmp_path):
    path = tmp_path / "helplines.json"
    shipped = json.loads(FIXTURE.read_text(encoding="utf-8"))
    path.write_text(json.dumps([*shipped, shipped[0]]), encoding="utf-8")

    with pytest.raises(FixtureError, match=r"\(911\): slug: used twice"):
        read_fixture(path)


def test_a_missing_file_and_bytes_that_are_no_text(tmp_path):
    with pytest.raises(FixtureError, match="No such file"):
        read_fixture(tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FixtureError, match="not JSON"):
        read_fixture(tmp_path / "bytes.json")
