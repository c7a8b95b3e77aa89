"""Words that change with the one that follows, which a translation of each alone can't know."""

import re

# {language: [(word, what it becomes)]}: in Spanish, "y" before the sound i, "o" before o, and an
# article after "de" or "a". Small letters alone: "de El Paso" keeps its name.
RULES = {
    "es": [
        (r"y(?=\s+[“¿(]*[Hh]?[IiÍí](?![aeo]))", "e"),
        (r"o(?=\s+[“¿(]*[Hh]?[OoÓó])", "u"),
        (r"de el(?=\s)", "del"),
        (r"a el(?=\s)", "al"),
    ]
}
# What somebody typed, and names.
KEPT = r"“[^”]*”|<span[^>]*>[^<]*</span>"


def fluent(sentence: str, language: str | None) -> str:
    """Return a sentence put together from parts, as it is said; what is quoted stays."""
    for word, instead in RULES.get(language or "", ()):
        sentence = _replaced(word, instead, sentence)
    return sentence


def _replaced(word: str, instead: str, sentence: str) -> str:
    pattern = rf"(?P<kept>{KEPT})|(?<![\w-]){word}"
    return re.sub(pattern, lambda match: match["kept"] or instead, sentence)
