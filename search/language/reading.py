"""A text with what each of its words is: part of a service, of a name, or of neither."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.language import fillers
from search.language.phrases import Meaning, PhraseKind
from text.spans import Word

ASKS = (PhraseKind.SERVICE, PhraseKind.SERVICE_OR_NAME, PhraseKind.ALONE)


@dataclass
class Claim:
    """The words `first` to `last` (both in) are a phrase."""

    first: int
    last: int
    meaning: Meaning
    is_unwanted: bool = False

    @property
    def asks(self) -> bool:
        return self.meaning.kind in ASKS and not self.is_unwanted


@dataclass
class Reading:
    """A text's words, the claims on them in order, and {word's number: its corrected key}."""

    text: str
    words: list[Word]
    claims: list[Claim]
    corrected: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claim_of = {
            i: claim for claim in self.claims for i in range(claim.first, claim.last + 1)
        }

    def slice(self, first: int, last: int) -> str:
        """Return the text from the word `first` to the word `last`, as typed."""
        return self.text[self.words[first].start : self.words[last].end]

    def is_name(self, i: int) -> bool:
        """Tell whether word `i` can only be part of a name."""
        if (claim := self.claim_of.get(i)) is not None:
            return claim.meaning.kind == PhraseKind.NAME
        word = self.words[i]
        return word.is_quoted or not (is_small(word) or word.stem in fillers.KINDS)

    def drop(self, claims: Iterable[Claim]) -> None:
        """Give the words of `claims` back: they are part of a name after all."""
        gone = set(map(id, claims))
        self.claims = [claim for claim in self.claims if id(claim) not in gone]
        self.__post_init__()


def is_small(word: Word) -> bool:
    return word.stem in fillers.SMALL or word.stem in fillers.OFTEN


def shown(reading: Reading, claim: Claim, surfaces: dict[str, str]) -> str:
    """Return the phrase of a claim in its correct spelling; "" if it was typed so."""
    numbers = range(claim.first, claim.last + 1)
    if reading.corrected.keys().isdisjoint(numbers):
        return ""
    return " ".join(
        surfaces.get(reading.corrected[i], reading.corrected[i])
        if i in reading.corrected
        else reading.slice(i, i)
        for i in numbers
    )


def is_ordinary(word: Word) -> bool:
    """Tell whether a word alone, among words that ask for care, is hardly a facility's name."""
    stem = word.stem
    return is_small(word) or stem in fillers.KINDS or stem in fillers.EVERYDAY


def is_everyday(word: Word) -> bool:
    """Tell whether a word is one of everyday life, not one that half of all names have."""
    is_listed = word.stem in fillers.EVERYDAY and word.stem not in fillers.KINDS
    return is_listed and not is_small(word)


def is_talk(word: Word) -> bool:
    """Tell whether a word stands between names, not in them: "dayton or cincinnati"."""
    return is_small(word) or is_everyday(word)
