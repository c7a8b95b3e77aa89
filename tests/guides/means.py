"""What a text tells somebody to do, and whether the means stand beside it.

`fixtures/guides/means.csv`: a situation, how each language speaks of it (a regular
expression), and what helps in it, of which any will do:

- `line:safespot`: the number of a helpline, `any-number`: of any of them, or one written out
- `search:naloxone`: a search for that service, `search`: any search
- `guide:withdrawal`: that guide
- `outside`: a link to another site
- `911`, and `any`: anything to tap
"""

import csv
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings

from guides.markdown import PARSER, text_of

TABLE = settings.BASE_DIR / "fixtures" / "guides" / "means.csv"
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Situation:
    name: str
    patterns: dict
    means: frozenset


@dataclass
class Block:
    """A paragraph, a list item, a row or a heading: its words, and what one can tap in it."""

    line: int
    words: str
    links: set = field(default_factory=set)
    is_heading: bool = False
    is_item: bool = False


@dataclass(frozen=True)
class Missing:
    place: str
    situation: str
    words: str
    means: tuple

    def __str__(self):
        return f"{self.place}: {self.situation}: “{self.words}” needs {' or '.join(self.means)}"


def situations():
    """Return the Situations of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Situation(
            row["situation"],
            {language: re.compile(row[language], re.IGNORECASE) for language in LANGUAGES},
            frozenset(row["means"].split()),
        )
        for row in rows
    ]


def missing(blocks, language, table, place="line"):
    """Yield a Missing for each imperative whose means stand neither beside it nor below."""
    for index, block in enumerate(blocks):
        links = block.links.union(*(below.links for below in reach(blocks, index)))
        offered = set(chain.from_iterable(map(kinds, links)))
        for situation in table:
            match = situation.patterns[language].search(block.words)
            if match and not offered & situation.means:
                where = f"{place}:{block.line}"
                yield Missing(where, situation.name, match[0], tuple(sorted(situation.means)))


def reach(blocks, index):
    """Yield the blocks below one that may hold its means.

    The next; of a heading all up to the next; of "…:" its list, and what follows that.
    """
    first = blocks[index]
    for below in blocks[index + 1 :]:
        if below.is_heading:
            return
        yield below
        leads_to_a_list = first.words.endswith(":") and below.is_item
        if not (first.is_heading or leads_to_a_list):
            return


def kinds(link):
    """Yield what a link is, in the words of the table."""
    yield "any"
    parts = urlsplit(link)
    if link == "tel:911":
        yield "911"
    elif link.startswith("line:"):
        yield from (link, "any-number")
    elif link.startswith("https:"):
        yield "outside"
    elif parts.path.startswith("/search/"):
        yield from ("search", *(f"search:{value}" for _name, value in parse_qsl(parts.query)))
    elif parts.path.startswith("/guides/"):
        yield f"guide:{parts.path.split('/')[2]}"


# --- Guides --------------------------------------------------------------------------------


def blocks_of(guide):
    """Return the Blocks of a guide's text; a row of a table is a single Block."""
    blocks, depth = {}, 0
    tokens = PARSER.parse(guide.body)
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += token.nesting * token.type.startswith("list_item")
        if token.type == "inline":
            line = token.map[0] + 1
            block = blocks.setdefault(line, Block(line, ""))
            block.words = f"{block.words} {text_of(token)}".strip()
            block.links |= set(_links(token.children))
            block.is_heading = before.type == "heading_open"
            block.is_item = depth > 0
    return list(blocks.values())


def _links(tokens):
    for token in tokens:
        if token.type == "link_open":
            yield token.attrs["href"]
        elif token.type == "number":
            yield f"line:{token.meta['number'][1]}"


# --- Pages ---------------------------------------------------------------------------------


class Cards(HTMLParser):
    """The parts of a page with a class as Blocks: cards with a button below a few sentences."""

    def __init__(self, html, css_class, lines):
        super().__init__()
        self.css_class, self.lines = css_class, lines
        self.blocks, self.is_inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "section":
            self.is_inside = self.css_class in (values.get("class") or "").split()
            if self.is_inside:
                self.blocks.append(Block(self.getpos()[0], ""))
        elif self.is_inside and tag == "a":
            href = re.sub(r"^/es/", "/", values.get("href", ""))
            self.blocks[-1].links.add(self.lines.get(href, href))

    def handle_endtag(self, tag):
        if tag == "section":
            self.is_inside = False

    def handle_data(self, data):
        if self.is_inside:
            self.blocks[-1].words = " ".join(f"{self.blocks[-1].words} {data}".split())
