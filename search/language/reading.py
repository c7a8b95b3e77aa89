"""What each word of a text is: part of a service, of a name, or of neither."""

from dataclasses import dataclass, field

from search.language import fillers
from search.language.vocabulary import Entry, Kind, Vocabulary
from text.spans import Word, words

ASKS = (Kind.SERVICE, Kind.SERVICE_OR_NAME, Kind.ALONE)


@dataclass
class Claim:
    """The words `first` to `last` (both in) are a phrase."""

    first: int
    last: int
    entry: Entry
    is_unwanted: bool = False

    @property
    def asks(self):
        return self.entry.kind in ASKS and not self.is_unwanted


@dataclass
class Reading:
    """A text's words, the claims on them in order, and {word's number: its corrected key}."""

    text: str
    words: list[Word]
    claims: list[Claim]
    corrected: dict[int, str] = field(default_factory=dict)

    def __post_init__(self):
        self.claim_of = {
            i: claim for claim in self.claims for i in range(claim.first, claim.last + 1)
        }

    def slice(self, first, last):
        """Return the text from the word `first` to the word `last`, as typed."""
        return self.text[self.words[first].start : self.words[last].end]

    def is_name(self, i):
        """Tell whether word `i` can only be part of a name."""
        if (claim := self.claim_of.get(i)) is not None:
            return claim.entry.kind == Kind.NAME
        word = self.words[i]
        return word.is_quoted or not (is_small(word) or word.stem in fillers.KINDS)

    def drop(self, claims):
        """Give the words of `claims` back: they are part of a name after all."""
        gone = set(map(id, claims))
        self.claims = [claim for claim in self.claims if id(claim) not in gone]
        self.__post_init__()


def is_small(word):
    return word.stem in fillers.SMALL or word.stem in fillers.OFTEN


def read(text: str, vocabulary: Vocabulary, is_name) -> Reading:
    """Read `text`: first what is spelt as we know it, then what a typo hides."""
    found = words(text)
    spelt = [word.stem for word in found]
    claims = _claims(found, spelt, vocabulary)
    corrected = _corrections(found, claims, vocabulary, is_name)
    if corrected:
        trial = _claims(found, [corrected.get(i, spelt[i]) for i in range(len(found))], vocabulary)
        used = {i for claim in trial if claim.asks for i in range(claim.first, claim.last + 1)}
        corrected = {i: word for i, word in corrected.items() if i in used or word in fillers.KINDS}
        spelt = [corrected.get(i, one) for i, one in enumerate(spelt)]
        claims = _claims(found, spelt, vocabulary)
        found = [
            word._replace(key=corrected[i]) if corrected.get(i) in fillers.KINDS else word
            for i, word in enumerate(found)
        ]
    _negate(claims, found)
    return Reading(text, found, claims, corrected)


def shown(reading, claim, surfaces):
    """Return the phrase of a claim as we spell it; "" where it was typed so."""
    numbers = range(claim.first, claim.last + 1)
    if reading.corrected.keys().isdisjoint(numbers):
        return ""
    return " ".join(
        surfaces.get(reading.corrected[i], reading.corrected[i])
        if i in reading.corrected
        else reading.slice(i, i)
        for i in numbers
    )


def _claims(found, spelt, vocabulary):
    """Return the claims of the longest phrases, services first; no two share a word."""
    matches = []
    for part in _parts(found):
        content = [i for i in part if spelt[i] not in fillers.SMALL]
        matches += _matches(content, spelt, vocabulary.services)
        matches += _matches(part, spelt, vocabulary.fillers)
    matches.sort(key=lambda match: (match[2].kind >= Kind.FILLER, -match[3], match[0]))
    taken, claims = set(), []
    for first, last, entry, _length in matches:
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            claims.append(Claim(first, last, entry))
    return sorted(claims, key=lambda claim: claim.first)


def _parts(found):
    """Yield the numbers of the words between breaks and quotes, where phrases are looked for."""
    part = []
    for i, word in enumerate(found):
        if word.after_break:
            yield part
            part = []
        if not word.is_quoted:
            part.append(i)
    yield part


def _matches(numbers, spelt, tree):
    """Yield (first word, last word, Entry, length) of every phrase among the words."""
    for start, first in enumerate(numbers):
        node = tree
        for length, i in enumerate(numbers[start:], 1):
            node = node.get(spelt[i])
            if node is None:
                break
            if (entry := node.get("")) is not None:
                yield first, i, entry, length


def _corrections(found, claims, vocabulary, is_name):
    """Return {word's number: known word} for the words that nothing explains but a typo."""
    taken = {i for claim in claims for i in range(claim.first, claim.last + 1)}
    corrected = {}
    for i, word in enumerate(found):
        if i in taken or word.is_quoted or is_small(word) or word.stem in fillers.KINDS:
            continue
        nearest = vocabulary.correct(word.stem)
        if nearest and not is_name(word.plain):
            corrected[i] = nearest
    return corrected


def _negate(claims, found):
    """Mark what follows "no", "without" and the like: claims from there on are unwanted."""
    for n, claim in enumerate(claims):
        if claim.entry.kind != Kind.NEGATION:
            continue
        last, following = claim.last, claims[n + 1 :]
        for after in following:
            between = found[last + 1 : after.first]
            if found[after.first].after_break or not all(map(is_small, between)):
                break
            if claim.is_unwanted and fillers.GOES_ON.isdisjoint(word.stem for word in between):
                break
            if after.entry.kind in ASKS:
                after.is_unwanted = claim.is_unwanted = True
            elif after.entry.kind != Kind.FILLER:
                break
            last = after.last
