"""Markdown in, safe HTML out: with citations, tables that fit, links in the page's language."""

import re

import pytest
from django.test.html import parse_html

from guides.models import Guide
from guides.rendering import render, rendered
from helplines.models import Helpline
from tests.guides.factories import make_guide

pytestmark = pytest.mark.django_db


def body(text, language="en"):
    return render(make_guide(body=text), language).body


def test_headings_can_be_linked_to():
    text = render(make_guide(body="## One & two\n\n### Not listed\n\n## Sources"), "en")

    assert text.contents == [("one-two", "One & two"), ("sources-1", "Sources")]
    assert '<h2 id="one-two">One &amp; two</h2>' in text.body
    assert '<h3 id="not-listed">Not listed</h3>' in text.body


def test_sources_are_numbered_as_they_come_up_and_lead_back():
    text = render(make_guide(summary="A [@nida].", body="B [@cdc; @nida].\n\nC [@cdc]"), "en")

    assert [(source.number, source.source.id) for source in text.cited] == [(1, "nida"), (2, "cdc")]
    assert text.cited[0].uses == [("cite-1-1", "a"), ("cite-1-2", "b")]
    assert text.cited[1].uses == [("cite-2-1", "a"), ("cite-2-2", "b")]
    html = text.summary + text.body
    for source in text.cited:
        for name, _letter in source.uses:
            assert len(re.findall(f'href="#source-{source.number}" id="{name}"', html)) == 1
    assert "A<sup" in text.summary  # no space before it
    assert 'aria-label="Source 1: Drug facts"' in text.summary


def test_a_table_says_in_each_cell_what_its_column_is():
    html = body("| Kind | Where **now** |\n|---|:-:|\n| Detox | At [home](/search/) |")

    assert '<th scope="row" role="rowheader">Detox</th>' in html.replace(
        'role="rowheader" scope="row"', 'scope="row" role="rowheader"'
    )
    assert 'data-label="Where now"' in html
    assert html.count("<th ") == 3
    assert html.count("<td ") == 1
    assert html.count('role="row"') == 2
    assert "style" not in html
    parse_html(html)


@pytest.mark.parametrize(
    "href, language, expected",
    [
        ("/search/?service=detox", "en", "/search/?service=detox"),
        ("/search/?service=detox", "es", "/es/search/?service=detox"),
        ("/guides/overdose/", "es", "/es/guides/overdose/"),
        ("/helplines/#line-988", "es", "/es/helplines/#line-988"),
        ("/", "es", "/es/"),
        ("tel:911", "es", "tel:911"),
        ("https://www.cdc.gov/x", "es", "https://www.cdc.gov/x"),
    ],
)
def test_links_stay_in_the_language_of_the_page(href, language, expected):
    assert f'href="{expected}"' in body(f"[a]({href})", language)


def test_links_out_tell_nobody_where_one_came_from():
    assert 'rel="noreferrer noopener"' in body("[a](https://www.cdc.gov/)")
    assert "rel=" not in body("[a](/search/)")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "![x](https://evil.example/x.png)",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        '[a](https://a.example/ "x\\" onclick=alert(1) \\"")',
        "<https://a.example/><svg onload=1>",
        "`<b style=x>`",
        "```\n<iframe>\n```",
        "    <iframe>",
        "[x]: javascript:alert(1)\n\n[x]",
        "## <style>x</style>",
        "| <svg onload=1> |\n|---|\n| x | y |",
    ],
)
def test_nothing_written_can_run_style_or_load(evil):
    html = body(evil)

    parse_html(html)
    tags = re.findall(r"<(\w+)([^>]*)>", html)
    assert {tag for tag, _attributes in tags}.isdisjoint(
        {"script", "img", "svg", "style", "iframe", "b", "code"}
    )
    for _tag, attributes in tags:
        names = re.findall(r'([\w-]+)="', attributes)
        assert set(names) <= {"href", "rel", "id", "role", "scope", "data-label", "aria-label"}
        assert not re.search(r'href="(?!https:|/)', attributes)


def test_a_source_s_title_cannot_break_out_of_its_label():
    sources = 'cdc | "><svg onload=1> | CDC | https://www.cdc.gov/ | 2024'
    html = render(make_guide(sources=sources, body="A [@cdc]"), "en").body

    assert "<svg" not in html
    assert html.count('"') % 2 == 0
    parse_html(html)


@pytest.mark.parametrize(
    "language, mark, html",
    [
        ("en", "[Call:988]", '<a href="tel:988">Call 988</a>'),
        ("en", "or [call:988].", 'or <a href="tel:988">call 988</a>.'),
        ("en", "[text:988]", '<a href="sms:988">text 988</a>'),
        ("en", "[number:988]", '<a href="tel:988">988</a>'),
        ("en", "[number:1-866-444-3272]", '<a href="tel:+18664443272">1-866-444-3272</a>'),
        (
            "en",
            "[text:domestic-violence-hotline]",
            '<a href="sms:88788?&amp;body=START">text START to 88788</a>',
        ),
        ("es", "[Call:988]", '<a href="tel:988">Llama al 988, luego oprime 2</a>'),
        ("es", "[text:988]", '<a href="sms:988?&amp;body=AYUDA">manda AYUDA al 988</a>'),
        ("es", "[call:911](/search/)", '<a href="/es/search/">call:911</a>'),
    ],
)
def test_a_number_is_the_helplines_own_in_the_language_of_the_guide(language, mark, html):
    assert html in render(make_guide(language=language, body=mark), language).body


def test_it_follows_a_helpline_that_the_operator_edits(add):
    add()
    assert "tel:988" in rendered(Guide.objects.get(), "en").body

    Helpline.objects.filter(slug="988").update(call_number="+15555550100")

    assert "tel:+15555550100" in rendered(Guide.objects.get(), "en").body


def test_steps_are_lines_with_links():
    text = render(make_guide(steps="[Call 911](tel:911).\nStay."), "en")

    assert text.steps == ['<a href="tel:911">Call 911</a>.', "Stay."]


def test_it_is_kept_until_the_guide_changes(add):
    add()
    first = rendered(Guide.objects.get(), "en")
    assert rendered(Guide.objects.get(), "en") is first
    assert rendered(Guide.objects.get(), "es") is not first

    guide = Guide.objects.get()
    guide.body = "Other words [@cdc; @nida]."
    guide.save()

    assert "Other words" in rendered(Guide.objects.get(), "en").body
