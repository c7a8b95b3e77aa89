"""Every phrase that is understood, built once for a Taxonomy."""

from collections.abc import Iterator, Mapping
from typing import Any

from derived import Derived
from facilities.taxonomy import Taxonomy, taxonomy
from search.language import fillers
from search.language.phrases import (
    LONGEST_LABEL,
    Meaning,
    PhraseKind,
    content,
    taxonomy_phrases,
    topic_phrases,
    translated_phrases,
    whole_phrases,
    whole_texts,
    written_phrases,
)
from search.language.spelling import Spelling
from search.language.written import EXACT, TYPO, WHOLE, misspellings, surfaces, written
from text.analysis import stem
from text.spans import plain

# "halfwayhouse" is understood, "medical" isn't "medi cal".
SHORTEST_JOINED = 9


# {key: {key: {"": Meaning}}}
Tree = dict[str, Any]


class Vocabulary:
    """The phrases of words.csv and of a Taxonomy, as trees of keys: {key: {key: {"": Meaning}}}."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        # A code that only a published file knows has no name of ours.
        self.phrases = dict(taxonomy_phrases(taxonomy))
        self.phrases.update(written_phrases(taxonomy.by_slug))
        self.spelling = Spelling(self._meanings())
        # Read as they stand: as guesses for a typo they would compete with English words.
        self.phrases = dict(translated_phrases(taxonomy)) | self.phrases
        self._add_joined()
        self.cased = dict(self._add_cased())
        self.services = _tree(self.phrases)
        self.fillers = _tree(
            {
                **dict.fromkeys(fillers.ALWAYS, Meaning(PhraseKind.FILLER)),
                **dict.fromkeys(fillers.NEGATIONS, Meaning(PhraseKind.NEGATION)),
                **dict(topic_phrases()),
                **dict(whole_phrases(taxonomy.by_slug)),
            }
        )
        self.whole_texts = dict(whole_texts(taxonomy.by_slug))
        self.surfaces = surfaces()
        self.misspelled = misspellings()
        # All of them are in the tree, which is a third of what a Vocabulary takes.
        del self.phrases

    def meaning(self, phrase: tuple[str, ...]) -> Meaning | None:
        """Return what a whole phrase means, or None."""
        node: Tree | None = self.services
        for word in phrase:
            node = node.get(word) if node else None
        return node.get("") if node else None

    def correct(self, typed_key: str) -> str:
        """Return the known word that a misspelled one must have been, or ""."""
        return "" if typed_key in fillers.EVERYDAY else self.spelling.nearest(typed_key)

    def known_key(self, typed: str, key: str) -> str:
        """Return the key of a word that is known to be misspelled, or of "MediCal"; or ""."""
        return self.cased.get(typed) or self.misspelled.get(key, "")

    def _add_joined(self) -> None:
        for phrase, meaning in list(self.phrases.items()):
            joined = "".join(phrase)
            if len(phrase) == 2 and len(joined) >= SHORTEST_JOINED and joined.isalpha():
                self.phrases.setdefault((joined,), meaning)

    def _add_cased(self) -> Iterator[tuple[str, str]]:
        """Add phrases that are ordinary words but for a capital; yield (as typed, its key)."""
        for phrase, meaning in list(self.phrases.items()):
            if len(phrase) == 2 and "".join(phrase) in fillers.KINDS:
                self.phrases[(" ".join(phrase),)] = meaning
                yield "".join(map(str.capitalize, phrase)), " ".join(phrase)

    def _meanings(self) -> dict[str, object]:
        """Return {word: what it means}: what a typo may be read as. No codes, no other typos."""
        meanings: dict[str, object] = dict.fromkeys(fillers.KINDS, PhraseKind.FILLER)
        spelled = {
            content(phrase): language for phrase, _slugs, language in written() if language != WHOLE
        }
        codes = {(stem(plain(service.code)),) for service in self.taxonomy.services.values()}
        for phrase, meaning in sorted(self.phrases.items(), key=lambda item: len(item[0])):
            is_right = spelled.get(phrase) not in (TYPO, EXACT) and (
                phrase in spelled or phrase not in codes
            )
            if meaning.services and is_right and len(phrase) <= LONGEST_LABEL:
                for word in phrase:
                    if spelled.get((word,)) != EXACT:
                        meanings.setdefault(word, meaning.services if len(phrase) == 1 else word)
        return meanings


def _tree(phrases: Mapping[tuple[str, ...], Meaning]) -> Tree:
    root: Tree = {}
    for phrase, meaning in phrases.items():
        node = root
        for word in phrase:
            node = node.setdefault(word, {})
        node[""] = meaning
    return root


# One for all languages: words.csv has the phrases of each.
_vocabulary = Derived(
    Vocabulary, version=lambda: taxonomy().original, kept_as="vocabulary", made_of="taxonomy"
)


def vocabulary(catalog: Taxonomy) -> Vocabulary:
    """Return the Vocabulary of a Taxonomy: built anew only when the Taxonomy is another."""
    return _vocabulary.of(catalog.original)
