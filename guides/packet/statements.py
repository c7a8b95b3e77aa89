"""A guide as a list of statements, each with the sources it rests on beside it."""

import re
from dataclasses import dataclass

from django.utils.translation import override
from markdown_it.token import Token

from guides.links import link_of
from guides.markdown import PARSER
from guides.sources import Source

HEADING, STEP, SUMMARY, TEXT = "heading", "step", "summary", "text"
NUMBER = re.compile(r"\d")
# Addresses, and numbers to call or text: no facts that need a source.
NO_FACT = re.compile(r"<[^>]*>|\b1?-?\d{3}-\d{3}-[\dA-Z]+(?: \(\d+\))?|\b(?:911|988|211|\d{5,6})\b")


@dataclass
class Statement:
    """A heading, a step, the short answer, a paragraph, an item or a row, in plain words."""

    kind: str
    words: str
    sources: list[tuple[int, Source]]

    @property
    def lacks_source(self):
        """Whether it gives a number and no source. The short answer has its in the text."""
        words = NO_FACT.sub("", self.words)
        return self.kind == TEXT and not self.sources and bool(NUMBER.search(words))


class Reader:
    """Reads a guide, and numbers its sources as they come up."""

    def __init__(self, guide):
        self.guide = guide
        self.sources = {source.id: source for source in guide.source_list}
        self.numbers = {}

    def statements(self):
        """Return the Statements of the short answer, the steps and the text."""
        with override(self.guide.language):
            steps = map(PARSER.parseInline, self.guide.steps.splitlines())
            read = [self._statement(STEP, step) for step in steps]
            read.append(self._statement(SUMMARY, PARSER.parseInline(self.guide.summary)))
            return read + self._body()

    def _body(self):
        """Return the Statements of the text; the cells of a row are one."""
        statements: list[Statement] = []
        row: list[Token] | None = None
        for token in PARSER.parse(self.guide.body):
            if token.type == "tr_open":
                row = []
            elif token.type == "tr_close":
                statements.append(self._statement(TEXT, row, " · "))
                row = None
            elif token.type == "inline" and row is not None:
                row.append(token)
            elif token.type == "inline":
                statements.append(self._statement(TEXT, [token]))
            elif token.type == "heading_close":
                statements[-1].kind = HEADING
        return statements

    def _statement(self, kind, blocks, between=" "):
        cited = {}
        words = between.join("".join(self._words(block.children, cited)) for block in blocks)
        return Statement(kind, " ".join(words.split()), list(cited.items()))

    def _words(self, tokens, cited):
        """Yield the words of inline tokens; add what they cite to `cited`."""
        href = ""
        for token in tokens:
            if token.type == "citation":
                yield f" [{', '.join(map(str, self._cite(token.meta['ids'], cited)))}]"
            elif token.type == "number":
                link = link_of(*token.meta["number"])
                yield link.words if link else ""
            elif token.type == "link_open":
                href = token.attrs["href"]
            elif token.type == "link_close":
                yield f" <{href}>"
            else:
                yield token.content or (" " if token.type.endswith("break") else "")

    def _cite(self, ids, cited):
        """Yield the number of each source, which it gets when it first comes up."""
        for source_id in ids:
            if source := self.sources.get(source_id):
                number = self.numbers.setdefault(source_id, len(self.numbers) + 1)
                cited[number] = source
                yield number
