"""The glossary: what things are called, and where links of guides lead that say so."""

import re
import tomllib
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.conf import settings

from tests.words.rules import allowed_spans, rule
from tests.words.texts import relative

PATH = settings.BASE_DIR / "fixtures" / "glossary.toml"
GUIDES = settings.BASE_DIR / "fixtures" / "guides"
SEARCH = re.compile(r"\[([^]]+)\]\(/search/\??([^)]*)\)")
LAST_SEARCH = re.compile(r'^search = "([^"]*)"\nsearch_label = "([^"]*)"', re.MULTILINE)


@dataclass(frozen=True)
class Link:
    """A link of a guide to a search: its words, and the slugs of the services it asks for."""

    path: str
    language: str
    words: str
    services: frozenset[str]


def glossary():
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def strangers(term, text):
    """Return the words of a Text that are never used for what a term means."""
    spans = list(allowed_spans(text.words, term.get("allowed", {}).get(text.language, ())))
    return [
        match[0]
        for pattern in term["never"].get(text.language, ())
        for match in rule(pattern, term[text.language]).pattern.finditer(text.words)
        if not any(start <= match.start() and match.end() <= end for _phrase, start, end in spans)
    ]


def links_of(source, path="", language="en"):
    """Yield the Links to searches of a guide's source, the one at its end, too."""
    labelled = [(words, query) for query, words in LAST_SEARCH.findall(source)]
    for words, query in [*SEARCH.findall(source), *labelled]:
        services = frozenset(value for name, value in parse_qsl(query) if name != "where")
        yield Link(path, language, words, services)


def links():
    return [
        link
        for path in sorted(GUIDES.glob("*/*.md"))
        for link in links_of(path.read_text("utf-8"), relative(path), path.parent.name)
    ]


def astray(row, link):
    """Return whether a Link says a row's words, and asks for none of what they mean."""
    pattern = rule(row["words"][link.language], "").pattern
    meant = {*row["services"], *row.get("also", ())}
    return bool(link.services and pattern.search(link.words)) and not link.services & meant
