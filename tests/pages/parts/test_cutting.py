"""A cut template with its values filled in is what the template prints."""

from urllib.parse import quote

import pytest
from django.template import Context, Template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from facilities.wording import English
from pages.parts.cutting import Cutting, MarkedNumber, escaped, mark, quoted, with_blanks

TEXTS = st.text(max_size=12) | st.sampled_from(["%(a)s", "100%", "<b>&", "\ue000a\ue001", "%s"])
TEMPLATE = Template(
    '100% of <a href="?x={{ a|urlencode:"" }}">{{ a }}</a> %s %(a)s '
    "{% part rest %}({{ b|default_if_none:'' }}){% endpart %}"
)


@given(TEXTS, TEXTS)
def test_a_cut_template_prints_the_same(a, b):
    context = Cutting({"a": mark("a"), "b": mark("b")}, ["rest"])
    text = with_blanks(TEMPLATE.render(context))
    rest = context.nodes["rest"].render(_bound({"b": b}))

    values = escaped({"a": a}) | {quoted("a"): quote(a, safe=""), "rest": rest}
    assert text % values == TEMPLATE.render(Context({"a": a, "b": b}))


def _bound(values):
    context = Context(values)
    context.template = TEMPLATE
    return context


def test_a_part_that_a_shape_does_not_name_is_printed():
    context = Cutting({"a": mark("a"), "b": mark("b")})
    assert with_blanks(TEMPLATE.render(context)).endswith("(%(b)s)")


@pytest.mark.parametrize(
    "number, words", [(1, "1,000 place"), (2, "1,000 places"), (7, "1,000 places")]
)
def test_a_marked_number_counts_and_prints_as_a_mark(number, words):
    template = Template(
        "{% load humanize i18n %}{% blocktranslate with n=count|intcomma count counter=count %}"
        "{{ n }} place{% plural %}{{ n }} places{% endblocktranslate %}"
    )
    text = template.render(Context({"count": MarkedNumber("count", number)}))
    assert with_blanks(text) % {"count": "1,000"} == words


VALUES = TEXTS | TEXTS.map(SafeString) | TEXTS.map(English) | st.integers() | st.none()


@given(VALUES | st.just(gettext_lazy("Results")))
def test_values_are_escaped_as_templates_do(value):
    assert escaped({"value": value})["value"] == conditional_escape(value)
