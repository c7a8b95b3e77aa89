"""The parts other pages include; none of these tests has a database."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from helplines.fixture import read_fixture, read_translations
from helplines.lines import printed_lines
from helplines.translation import localized
from tests.helplines.factories import make_helpline

LINES = {line.slug: line for line in read_fixture()}


def render(template, **context):
    return render_to_string(f"helplines/{template}", context)


def render_card(line):
    """Return a line as it stands first on the list, with what to know about it."""
    return render("_helpline.html", line=line, has_facts=True, has_role=False)


def render_bar(lines):
    return render_to_string("components/_help_bar.html", {"lines": lines})


def test_the_help_bar_calls_911_988_and_the_national_helpline():
    html = render_bar(printed_lines())

    assert re.findall(r'href="((?:tel|sms):[^"]+)"', html) == [
        "tel:911",
        "tel:988",
        "sms:988",
        "tel:+18006624357",
    ]
    assert 'href="/helplines/"' in html
    assert 'aria-label="Call 1-800-662-HELP (4357): SAMHSA National Helpline"' in html


def test_the_help_bar_is_small_enough_to_come_first():
    assert len(render_bar(printed_lines()).encode()) < 1900


def test_a_link_is_named_by_what_it_shows():
    """A voice user says what they see, so the accessible name starts with it."""
    html = "".join(render_card(line) for line in LINES.values())

    html = re.sub(r'<span class="nb">(.*?)</span>', r"\1", html)
    links = re.findall(r'<a [^>]*aria-label="([^"]+)">([^<]+)</a>', html)
    assert len(links) >= len(LINES)
    assert [name for name, shown in links if not name.startswith(f"{shown}: ")] == []


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_card_says_all_there_is_to_know(line):
    html = render_card(line).replace("&#x27;", "'").replace("&amp;", "&")

    for field in ("who_answers", "who_pays", "hours", "languages", "cost", "does", "does_not"):
        assert getattr(line, field) in html
    for uri in (line.call_uri, line.text_uri, line.tty_uri, line.chat_url, line.source_url):
        assert uri in html
    assert "Who answers?" in html
    assert "Who pays for the line?" in html
    assert f'datetime="{line.last_verified}"' in html


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_card_says_what_the_line_is_for_before_its_buttons(line):
    html = render_card(line).replace("&#x27;", "'")

    before, folded, after = html.partition("<details")
    assert folded
    assert "Who answers?" in after
    assert f"<p>{line.what_for}</p>" in before
    for uri in (line.call_uri, line.text_uri):
        assert not uri or f'href="{uri}"'.replace("&", "&amp;") in before


def test_a_second_card_of_a_line_leads_to_what_to_know_about_it():
    html = render("_helpline.html", line=LINES["988"], has_facts=False, has_role=False)

    assert 'href="#line-988"' in html
    assert "id=" not in html
    assert "Who answers?" not in html


def test_what_a_line_is_for_stays_marked_where_it_is_in_another_language():
    marked = localized(make_helpline(does="Listens. And helps."))

    assert make_helpline(does="Listens. And helps.").what_for == "Listens."
    assert marked.what_for == '<span lang="en">Listens. And helps.</span>'


def test_only_a_companys_line_warns_that_it_is_not_neutral():
    warned = [slug for slug, line in LINES.items() if "helpline__notice" in render_card(line)]

    assert warned == ["ark-behavioral-health"]


def test_the_spanish_text_link_has_its_word_written():
    html = render_card(LINES["988"])

    assert 'href="sms:988?&amp;body=AYUDA"' in html


@pytest.mark.parametrize("template", ["helplines/_texting.html", "callbacks/_instead.html"])
def test_beside_each_link_to_a_text_stand_what_to_send_and_how_to_stop(template):
    texting = [line for line in LINES.values() if line.text_number]
    html = render_to_string(template, {"lines": texting, "texting": texting})

    items = [item for item in html.split("<li") if 'href="sms:' in item]
    assert len(items) == len(texting) == 14
    for item, line in zip(items, texting, strict=True):
        assert line.text_send in item
        assert str(line.how_to_stop) in item


def test_a_card_says_how_to_stop_the_texts_of_lines_that_take_them():
    slugs = [slug for slug, line in LINES.items() if "STOP" in render_card(line)]

    assert slugs == [slug for slug, line in LINES.items() if line.text_number]
    assert LINES["veterans-crisis-line"].text_stop in render_card(LINES["veterans-crisis-line"])


def test_how_to_stop_is_told_in_spanish():
    spanish = {
        translation.line.slug: translation
        for translation in read_translations(list(LINES.values()))
    }
    with override("es"):
        how_to_stop = {
            slug: str(localized(line, spanish[slug]).how_to_stop) for slug, line in LINES.items()
        }

    assert how_to_stop["988"] == "Para dejar de recibir los mensajes, manda STOP al mismo número."
    assert how_to_stop["veterans-crisis-line"] == spanish["veterans-crisis-line"].text_stop


def test_text_of_the_database_cannot_inject():
    line = make_helpline(name='"><svg onload=1>', who_answers="<script>{{ 7|add:7 }}</script>")

    html = render_card(line) + render_bar([line])

    assert "<svg" not in html
    assert "<script" not in html
    assert "14" not in html
