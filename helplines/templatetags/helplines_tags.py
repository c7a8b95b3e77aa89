"""Helplines in templates."""

from django import template

from helplines.lines import line_of
from helplines.links import html_link

register = template.Library()


@register.simple_tag
def helpline_link(line, way, css_class):
    """Print the link to a helpline, a Helpline or its slug, in the language of the page.

    `way`: "call", "text" or "tty". Prints nothing if the line has no such number.

        {% helpline_link "988" "call" "call" %}
    """
    return html_link(line_of(line) if isinstance(line, str) else line, way, css_class)
