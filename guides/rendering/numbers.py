"""The numbers to call and text in a guide's text, as links."""

from django.utils.html import format_html

from guides.links import link_of
from guides.markdown import PARSER


def _print_number(renderer, tokens, index, options, env):
    """Print a number as a link that dials or texts it: a render rule of MarkdownIt."""
    link = link_of(*tokens[index].meta["number"])
    # The line existed when the guide was saved.
    return format_html('<a href="{}">{}</a>', link.uri, link.words) if link else ""


PARSER.add_render_rule("number", _print_number)
