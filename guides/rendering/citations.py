"""Citations in a guide's text, as raised numbers that lead to its sources."""

from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

import nh3
from django.utils.translation import gettext as _

from guides.markdown import PARSER
from guides.sources import Source


@dataclass(frozen=True)
class Cited:
    """A source, its number, and where the text cites it: [(id, letter)]."""

    number: int
    source: Source
    uses: list


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


def join_citations(tokens):
    """Take the space away before each citation: raised numbers stand at their word."""
    for block in tokens:
        for before, token in pairwise(block.children or ()):
            if token.type == "citation":
                before.content = before.content.rstrip()
