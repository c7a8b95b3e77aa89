"""The one renderer of helplines' numbers: what is dialed, shown and said, in both languages."""

import pytest
from django.template import Context, Template
from django.utils.html import escape
from django.utils.translation import override

from helplines.lines import line_of
from helplines.links import html_link, link_to
from tests.helplines.factories import make_helpline

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "language, slug, way, uri, words",
    [
        ("en", "911", "call", "tel:911", "Call 911"),
        ("en", "988", "call", "tel:988", "Call 988"),
        ("en", "988", "text", "sms:988", "Text 988"),
        ("en", "988", "tty", "tel:711", "TTY 711, then ask for 988"),
        ("en", "veterans-crisis-line", "call", "tel:988", "Call 988, then press 1"),
        (
            "en",
            "domestic-violence-hotline",
            "text",
            "sms:88788?&body=START",
            "Text START to 88788",
        ),
        ("es", "911", "call", "tel:911", "Llama al 911"),
        ("es", "988", "call", "tel:988", "Llama al 988, luego oprime 2"),
        ("es", "988", "text", "sms:988?&body=AYUDA", "Manda AYUDA al 988"),
        ("en", "crisis-text-line", "text", "sms:741741?&body=HOME", "Text HOME to 741741"),
        ("en", "211", "call", "tel:211", "Call 211"),
        ("es", "crisis-text-line", "text", "sms:741741?&body=AYUDA", "Manda AYUDA al 741741"),
        (
            "es",
            "quit-line",
            "text",
            "sms:333888?&body=D%C3%89JELOYA",
            "Manda DÉJELOYA al 333888",
        ),
        ("es", "safespot", "call", "tel:+18009720590", "Llama al 1-800-972-0590"),
        (
            "es",
            "domestic-violence-hotline",
            "text",
            "sms:88788?&body=START",
            "Manda START al 88788",
        ),
    ],
)
def test_a_link_says_what_a_tap_does(language, slug, way, uri, words):
    with override(language):
        line = line_of(slug)
        link = link_to(line, way)
        html = Template("{% load helplines_tags %}{% helpline_link slug way 'call' %}").render(
            Context({"slug": slug, "way": way})
        )

    assert (link.uri, link.words) == (uri, words)
    name = escape(f"{words}: {line.name}")
    shown = html.replace('<span class="nb">', "").replace("</span>", "")
    assert shown == f'<a class="call" href="{escape(uri)}" aria-label="{name}">{words}</a>'
    assert ('<span class="nb">' in html) == ("-" in words)


def test_a_line_without_such_a_number_has_no_link():
    assert link_to(line_of("911"), "text") is None
    assert html_link(line_of("911"), "text", "button") == ""


def test_names_cannot_break_out_of_the_link():
    html = html_link(make_helpline(name='"><svg onload=1>'), "call", "call")

    assert "<svg" not in html


def test_a_number_the_operator_changed_is_that_of_every_link():
    assert link_to(line_of("safespot"), "call").uri == "tel:+18009720590"

    make_helpline(slug="safespot").save()

    assert link_to(line_of("safespot"), "call").uri == "tel:+15555550100"


def test_a_line_taken_off_the_list_still_has_the_number_it_was_shipped_with():
    """A sentence that says whom to call can't do without its number."""
    make_helpline(slug="safespot", is_published=False).save()

    assert link_to(line_of("safespot"), "call").uri == "tel:+18009720590"
