"""The Markdown of guides: headings, lists, tables, links and citations.

A citation is `[@cdc-2024]` or `[@cdc-2024; @nida]`, a number to call `[call:988]`. No HTML, no
images, no code.
"""

import re
from itertools import accumulate, pairwise

from django.utils.text import slugify
from markdown_it import MarkdownIt

CITATION = re.compile(r"\[@[a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*\]")
NUMBER = re.compile(r"\[(Call|call|Text|text|number):([a-z0-9-]+)\](?!\()")
UNUSED = ["code", "fence", "hr", "html_block", "html_inline", "image", "lheading", "reference"]
# Ids that the page around a guide uses itself.
TAKEN = {"main", "where", "saved", "suggest", "sources"}
SENTENCE_END = re.compile(r"(?<=[.?!]) +")
OPENING = 80  # characters, at least


def _citation(state, silent):
    match = CITATION.match(state.src, state.pos)
    if match and not silent:
        state.push("citation", "", 0).meta["ids"] = re.findall(r"@([a-z0-9-]+)", match[0])
    if match:
        state.pos = match.end()
    return bool(match)


def _number(state, silent):
    match = NUMBER.match(state.src, state.pos)
    if match and not silent:
        state.push("number", "", 0).meta["number"] = match.groups()
    if match:
        state.pos = match.end()
    return bool(match)


def make_parser():
    """Return a MarkdownIt that knows citations and numbers to call.

    Its tokens of type "citation" hold meta["ids"], those of type "number" meta["number"].
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(UNUSED)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("link", "number", _number)
    return parser


PARSER = make_parser()


def inner(tokens):
    """Yield (line from 1, token) of the tokens inside paragraphs, headings and cells."""
    for block in tokens:
        if block.type == "inline":
            line = block.map[0] + 1
            for token in block.children:
                yield line, token
                line += token.type in ("softbreak", "hardbreak")


def text_of(block):
    """Return the words of an inline token, without marks, links or citations."""
    words = (" " if token.type == "softbreak" else token.content for token in block.children)
    return re.sub(r"\s+([.,;:!?])", r"\1", "".join(words)).strip()


def plain(text):
    """Return the words of a text that is one paragraph."""
    return " ".join(map(text_of, PARSER.parseInline(text)))


def opening(text):
    """Return the first whole sentences of a plain text: half a sentence can mislead."""
    sentences = SENTENCE_END.split(text)
    lengths = accumulate(map(len, sentences))
    return " ".join(sentences[: 1 + sum(length < OPENING for length in lengths)])


def headings(tokens):
    """Yield (opening token, its text, the id it gets) of each heading."""
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            words = text_of(content)
            slug = slugify(words)
            yield token, words, f"{slug}-1" if slug in TAKEN else slug
