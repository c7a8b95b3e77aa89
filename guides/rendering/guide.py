"""A guide's Markdown as HTML: what is written, made, then cleaned by an allow list (nh3).

Made once and kept until the guide changes: a page asks for nothing but the result.
"""

from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from derived import Derived
from guides.links import in_language, is_outside
from guides.markdown import PARSER, headings
from guides.rendering import numbers  # noqa: F401 (adds its rule to PARSER)
from guides.rendering.citations import Citations, Cited, join_citations
from guides.rendering.tables import mark_tables
from helplines.lines import lines_version

TAGS = set("a blockquote br em h2 h3 li ol p strong sup table tbody td th thead tr ul".split())
ATTRIBUTES = {
    "*": set(),
    "a": {"aria-label", "href", "id", "rel"},
    "h2": {"id"},
    "h3": {"id"},
    "ol": {"start"},
    "table": {"role"},
    "thead": {"role"},
    "tbody": {"role"},
    "tr": {"role"},
    "th": {"role", "scope"},
    "td": {"data-label", "role"},
}
CLASSES = {"sup": {"cite"}}
SCHEMES = {"https", "tel", "sms"}


@dataclass(frozen=True)
class Rendered:
    """`contents`: [(id, words)] of the main headings; `cited`: in the order of the text."""

    steps: list[SafeString]
    summary: SafeString
    body: SafeString
    contents: list[tuple[str, str]]
    cited: list[Cited]


def render(guide, language):
    """Return the Rendered of a Guide whose links lead to pages in `language`."""
    env = {"citations": Citations(guide.source_list)}

    def html(tokens):
        join_citations(tokens)
        _lead(tokens, language)
        return mark_safe(_clean(PARSER.renderer.render(tokens, PARSER.options, env)))

    with override(guide.language):
        steps = [html(PARSER.parseInline(step)) for step in guide.steps.splitlines()]
        summary = html(PARSER.parseInline(guide.summary))
        tokens = PARSER.parse(guide.body)
        contents = _name_headings(tokens)
        mark_tables(tokens)
        return Rendered(steps, summary, html(tokens), contents, env["citations"].cited())


def _clean(html):
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _lead(tokens, language):
    """Make links lead to pages in `language`, and those elsewhere tell nobody where from."""
    for block in tokens:
        for token in block.children or ():
            if token.type == "link_open":
                token.attrSet("href", in_language(token.attrs["href"], language))
                if is_outside(token.attrs["href"]):
                    token.attrSet("rel", "noreferrer noopener")


def _name_headings(tokens):
    """Give headings their ids; return [(id, words)] of the main ones."""
    contents = []
    for token, words, slug in headings(tokens):
        token.attrSet("id", slug)
        if token.tag == "h2":
            contents.append((slug, words))
    return contents


def _render(_version, guide, _changed_at, language):
    return render(guide, language)


# A guide that was changed is another variant; a helpline that was changes all of them. Each costs
# a page's time, all together half of a worker's start: so each waits until somebody reads it.
_rendered = Derived(_render, lines_version, variants=list, most=200)


def rendered(guide, language):
    """Return what `render` does, from memory while the guide stays as it is."""
    return _rendered.current(guide, guide.changed_at, language)
