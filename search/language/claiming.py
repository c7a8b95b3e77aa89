"""Which words of a text are phrases: as typed, or once a typo is corrected."""

from collections.abc import Callable, Iterator
from typing import Any

from search.language import fillers
from search.language.phrases import Meaning, PhraseKind
from search.language.reading import ASKS, Claim, Reading, is_small
from search.language.vocabulary import Tree, Vocabulary
from text.spans import Word, words

# In place of a word that is part of a place: no phrase holds it.
OF_A_PLACE = "\0"


def read(
    text: str,
    vocabulary: Vocabulary,
    is_name: Callable[[str], bool],
    place: range = range(0),
) -> Reading:
    """Read `text`: first the phrases as typed, then those that a typo hides.

    The words of a `place` are part of no phrase.
    """
    typed = words(text)
    alone = vocabulary.whole_texts.get(tuple(word.stem for word in typed))
    if alone and not place and not any(word.is_quoted for word in typed):
        return Reading(text, typed, [Claim(0, len(typed) - 1, alone)])
    misspelled = {
        i: right
        for i, word in enumerate(typed)
        if not (word.is_quoted or i in place)
        and (right := vocabulary.known_key(text[word.start : word.end], word.stem))
    }
    spelled = [
        OF_A_PLACE if i in place else misspelled.get(i, word.stem) for i, word in enumerate(typed)
    ]
    claims = _claims(typed, spelled, vocabulary)
    corrected = misspelled | _corrections(typed, claims, vocabulary, is_name, place)
    if corrected:
        trial = _claims(
            typed, [corrected.get(i, spelled[i]) for i in range(len(typed))], vocabulary
        )
        used = {i for claim in trial if claim.asks for i in range(claim.first, claim.last + 1)}
        corrected = {i: word for i, word in corrected.items() if i in used or word in fillers.KINDS}
        spelled = [corrected.get(i, key) for i, key in enumerate(spelled)]
        claims = _claims(typed, spelled, vocabulary)
        typed = [
            word._replace(stem=corrected[i]) if corrected.get(i) in fillers.KINDS else word
            for i, word in enumerate(typed)
        ]
    _negate(claims, typed)
    return Reading(text, typed, claims, corrected)


def _claims(typed: list[Word], spelled: list[str], vocabulary: Vocabulary) -> list[Claim]:
    """Return the claims of the longest phrases, services first; no two share a word."""
    matches: list[tuple[int, int, Meaning, int]] = []
    for part in _parts(typed):
        content = [i for i in part if spelled[i] not in fillers.SMALL]
        matches += _matches(content, spelled, vocabulary.services)
        matches += _matches(part, spelled, vocabulary.fillers)
    matches.sort(key=lambda match: (match[2].kind >= PhraseKind.FILLER, -match[3], match[0]))
    taken, claims = set[int](), list[Claim]()
    for first, last, meaning, _length in matches:
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            claims.append(Claim(first, last, meaning))
    return sorted(claims, key=lambda claim: claim.first)


def _parts(typed: list[Word]) -> Iterator[list[int]]:
    """Yield the numbers of the words between breaks and quotes, where phrases are looked for."""
    part: list[int] = []
    for i, word in enumerate(typed):
        if word.after_break:
            yield part
            part = []
        if not word.is_quoted:
            part.append(i)
    yield part


def _matches(
    numbers: list[int], spelled: list[str], tree: Tree
) -> Iterator[tuple[int, int, Meaning, int]]:
    """Yield (first word, last word, Meaning, length) of every phrase among the words."""
    for start, first in enumerate(numbers):
        node: Any = tree
        for length, i in enumerate(numbers[start:], 1):
            node = node.get(spelled[i])
            if node is None:
                break
            if (meaning := node.get("")) is not None:
                yield first, i, meaning, length


def _corrections(
    typed: list[Word],
    claims: list[Claim],
    vocabulary: Vocabulary,
    is_name: Callable[[str], bool],
    place: range,
) -> dict[int, str]:
    """Return {word's number: correct word} for the words that only a typo explains."""
    taken = {i for claim in claims for i in range(claim.first, claim.last + 1)} | {*place}
    corrected: dict[int, str] = {}
    for i, word in enumerate(typed):
        if i in taken or word.is_quoted or is_small(word) or word.stem in fillers.KINDS:
            continue
        nearest = vocabulary.correct(word.stem)
        if nearest and not is_name(word.plain):
            corrected[i] = nearest
    return corrected


def _negate(claims: list[Claim], typed: list[Word]) -> None:
    """Mark what follows "no", "without" and the like: claims from there on are unwanted."""
    for n, claim in enumerate(claims):
        if claim.meaning.kind != PhraseKind.NEGATION:
            continue
        last, following = claim.last, claims[n + 1 :]
        for after in following:
            between = typed[last + 1 : after.first]
            if typed[after.first].after_break or not all(map(is_small, between)):
                break
            if claim.is_unwanted and fillers.GOES_ON.isdisjoint(word.stem for word in between):
                break
            if after.meaning.kind in ASKS:
                after.is_unwanted = claim.is_unwanted = True
            elif after.meaning.kind != PhraseKind.FILLER:
                break
            last = after.last
