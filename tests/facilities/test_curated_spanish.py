"""What the entries that come with the finder say is there in Spanish, too; others' is marked."""

import json

import polib
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from facilities.numbers import NumberToCall
from facilities.wording import LISTED

FOLDER = settings.BASE_DIR / "fixtures" / "curated"
SOURCE = FOLDER / "locale" / "es" / "LC_MESSAGES" / "django.po"


def words():
    for path in FOLDER.glob("*.json"):
        entries = json.loads(path.read_text(encoding="utf-8"))
        yield entries["title"]
        for entry in entries["facilities"]:
            yield from entry["highlights"]
            yield from filter(None, (phone.get("answered_by") for phone in entry["phones"]))


def test_every_word_of_theirs_is_translated_and_nothing_else():
    catalog = polib.pofile(SOURCE)

    assert sorted(message.msgid for message in catalog) == sorted(set(words()))
    assert {message.msgctxt for message in catalog} == {LISTED}
    assert all(message.translated() for message in catalog)


@pytest.mark.parametrize(
    "language, answered_by, text",
    [
        ("en", "Our <own> staff.", "Who answers: Our &lt;own&gt; staff."),
        ("es", "Our <own> staff.", 'Quién contesta: <span lang="en">Our &lt;own&gt; staff.</span>'),
        (
            "es",
            "Ark Behavioral Health's own admissions staff, not a neutral helpline.",
            "Quién contesta: El personal de admisión de la propia empresa, Ark Behavioral Health; "
            "no es una línea de ayuda neutral.",
        ),
    ],
)
def test_who_answers_a_number_is_said_in_the_language_of_the_page(language, answered_by, text):
    number = NumberToCall("main", "800-555-0100", "+18005550100", "", answered_by, 1)
    with override(language):
        context = {"numbers": [number], "name": "Alder House"}
        html = render_to_string("components/_numbers.html", context)
    assert text in " ".join(html.split())


@pytest.mark.parametrize(
    "language, text",
    [("en", "Group therapy all day"), ("es", "Terapia de grupo todo el día")],
)
def test_what_a_company_says_of_itself_is_too(language, text):
    lines = ["Group therapy all day"]
    with override(language):
        assert f"<li>{text}</li>" in render_to_string(
            "pages/facility/_highlights.html", {"lines": lines}
        )
