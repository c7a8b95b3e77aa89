"""A guide's Markdown as HTML: what is written, made, then cleaned by an allow list (nh3).

Made once and kept until the guide changes: a page asks for nothing but the result.
"""

from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from guides.links import in_language, is_outside
from guides.markdown import PARSER, headings, text_of
from guides.sources import Source

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
class Cited:
    """A source, its number, and where the text cites it: [(id, letter)]."""

    number: int
    source: Source
    uses: list


@dataclass(frozen=True)
class Rendered:
    """`contents`: [(id, words)] of the main headings; `cited`: in the order of the text."""

    steps: list[SafeString]
    summary: SafeString
    body: SafeString
    contents: list[tuple[str, str]]
    cited: list[Cited]


class Citations:
    """Numbers sources as they come up in a text."""

    def __init__(self, sources):
        self.sources = {source.id: source for source in sources}
        self.uses = {}

    def link(self, source_id):
        """Return the HTML of one more citation of a source; "" if it isn't listed."""
        source = self.sources.get(source_id)
        if source is None:
            return ""
        uses = self.uses.setdefault(source_id, [])
        number = [*self.uses].index(source_id) + 1
        uses.append((f"cite-{number}-{len(uses) + 1}", _letter(len(uses))))
        label = _("Source %(number)s: %(title)s") % {"number": number, "title": source.title}
        return (
            f'<a href="#source-{number}" id="{uses[-1][0]}" aria-label="{_quoted(label)}">'
            f"{number}</a>"
        )

    def cited(self):
        return [
            Cited(number, self.sources[source_id], uses)
            for number, (source_id, uses) in enumerate(self.uses.items(), start=1)
        ]


def _letter(number):
    """Return a, b … z, aa, bb …: the name of the use with that number, from 0."""
    return ascii_lowercase[number % 26] * (number // 26 + 1)


def _quoted(text):
    return nh3.clean_text(text)


def _print_citation(renderer, tokens, index, options, env):
    """Print a citation as numbers, raised: a render rule of MarkdownIt."""
    links = map(env["citations"].link, tokens[index].meta["ids"])
    return f'<sup class="cite">{", ".join(filter(None, links))}</sup>'


PARSER.add_render_rule("citation", _print_citation)


def render(guide, language):
    """Return the Rendered of a Guide whose links lead to pages in `language`."""
    env = {"citations": Citations(guide.source_list)}

    def html(tokens):
        _join_citations(tokens)
        _lead(tokens, language)
        return mark_safe(_clean(PARSER.renderer.render(tokens, PARSER.options, env)))

    with override(guide.language):
        steps = [html(PARSER.parseInline(step)) for step in guide.steps.splitlines()]
        summary = html(PARSER.parseInline(guide.summary))
        tokens = PARSER.parse(guide.body)
        contents = _name_headings(tokens)
        _mark_tables(tokens)
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


def _join_citations(tokens):
    """Take the space away before each citation: raised numbers stand at their word."""
    for block in tokens:
        for before, token in pairwise(block.children or ()):
            if token.type == "citation":
                before.content = before.content.rstrip()


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


def _mark_tables(tokens):
    """Make the first cell of each row its heading, and give each cell its column's name.

    On narrow screens every row becomes a block (static/css/guide.css). The roles keep it a table
    for screen readers.
    """
    labels, column = [], 0
    for token, content in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "table_open":
            token.attrSet("role", "table")
            labels = []
        elif token.type in ("thead_open", "tbody_open"):
            token.attrSet("role", "rowgroup")
        elif token.type == "tr_open":
            token.attrSet("role", "row")
            column = 0
        elif token.type == "th_open":
            labels.append(text_of(content))
            token.attrs = {"scope": "col", "role": "columnheader"}
        elif token.type == "td_open":
            _mark_cell(token, column, labels)
        elif token.type == "td_close":
            token.tag = "th" if column == 0 else "td"
            column += 1


def _mark_cell(token, column, labels):
    if column == 0:
        token.tag = "th"
        token.attrs = {"scope": "row", "role": "rowheader"}
    else:
        token.attrs = {"data-label": labels[column], "role": "cell"}


_kept = {}


def rendered(guide, language):
    """Return what `render` does, from memory while the guide stays as it is."""
    key = guide.pk, language
    changed_at, kept = _kept.get(key, (None, None))
    if changed_at != guide.changed_at:
        kept = render(guide, language)
        _kept[key] = guide.changed_at, kept
    return kept
