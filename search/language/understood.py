"""A text understood: phrases that ask for services, a place, and words left for names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from facilities.taxonomy import Taxonomy
from search.language import where
from search.language.claiming import read
from search.language.phrases import PhraseKind
from search.language.reading import Claim, Reading, is_small, shown
from search.language.vocabulary import vocabulary
from text.spans import QUOTES


@dataclass(frozen=True)
class Phrase:
    """Words that ask for services."""

    typed: str  # as it stands in the text ("methodone clinic")
    services: tuple[str, ...]  # slugs of the taxonomy, all of them wanted
    meant: str = ""  # the correct spelling, if the typed one is wrong


@dataclass(frozen=True)
class Understood:
    """What a text asks for.

    `phrases` in the order typed, no two with the same services; `left` are the words for names,
    as spelled; `place` is a text for `places.resolve`, "" unless one is clearly marked;
    `unwanted` are phrases after a "no" or "without": no search promises to leave a service out,
    so they ask for nothing, and a page can say so.
    """

    phrases: tuple[Phrase, ...] = ()
    left: str = ""
    place: str = ""
    unwanted: tuple[str, ...] = ()
    again: Callable[[str], "Understood"] | None = field(default=None, repr=False, compare=False)

    def without(self, phrase: Phrase) -> str:
        """Return a text that is understood as this one without `phrase`."""
        phrases = tuple(other for other in self.phrases if other != phrase)
        wanted = Understood(phrases, self.left, self.place, self.unwanted)
        near = [f"near {self.place}"] if self.place else []
        typed = [*(other.typed for other in phrases), *self.unwanted]
        plain = " ".join(filter(None, [*typed, self.left, *near]))
        if self.again is None or self.again(plain) == wanted:
            return plain
        # Words that would mean something else side by side are kept apart, names in quotes.
        return "; ".join([*typed, *([f'"{self.left}"'] if self.left else []), *near])


def understand(
    text: str, taxonomy: Taxonomy, is_name: Callable[[str], bool] = lambda word: False
) -> Understood:
    """Return what `text` asks for of the services of `taxonomy`. Never raises.

    `is_name(word)` tells whether a word (lower case, no accents) occurs in facilities' names:
    such a word is no typo. Text within double quotes is a name, whatever it says.
    """
    ours = vocabulary(taxonomy)
    reading = read(text, ours, is_name)
    place = where.find(reading)
    inside = range(place.start, place.last + 1) if place else range(0)
    _keep_names_whole(reading, inside)
    return Understood(
        phrases=_phrases(reading, ours.surfaces),
        left=_left(reading, inside),
        place=reading.slice(place.first, place.last) if place else "",
        unwanted=_unwanted(reading),
        again=lambda plain: understand(plain, taxonomy, is_name),
    )


def _keep_names_whole(reading: Reading, place: range) -> None:
    """Give back phrases that are part of a name, and "treatment" beside any other phrase."""
    part_of_a_name = [
        claim
        for claim in reading.claims
        if claim.meaning.kind in (PhraseKind.SERVICE_OR_NAME, PhraseKind.ALONE)
        and not claim.is_unwanted
        and (
            _is_beside_a_name(reading, claim, -1, place)
            or _is_beside_a_name(reading, claim, 1, place)
        )
    ]
    reading.drop(part_of_a_name)
    asking = [claim for claim in reading.claims if claim.asks]
    if len(asking) > 1:
        reading.drop(
            [claim for claim in asking if claim.meaning.kind == PhraseKind.ALONE][: len(asking) - 1]
        )


def _is_beside_a_name(reading: Reading, claim: Claim, step: int, place: range) -> bool:
    """Tell whether a name's word comes before anything that ends a name, in this direction."""
    i = claim.first - 1 if step < 0 else claim.last + 1
    while 0 <= i < len(reading.words) and i not in place:
        after = i + 1 if step < 0 else i
        if reading.words[after].after_comma or reading.words[after].after_break:
            return False
        if reading.is_name(i):
            return True
        other = reading.claim_of.get(i)
        if other is not None and (
            other.meaning.kind == PhraseKind.SERVICE or other.meaning.kind > PhraseKind.NAME
        ):
            return False
        i += step
    return False


def _phrases(reading: Reading, surfaces: dict[str, str]) -> tuple[Phrase, ...]:
    phrases: dict[tuple[str, ...], Phrase] = {}
    for claim in reading.claims:
        if claim.asks:
            typed = reading.slice(claim.first, claim.last)
            phrase = Phrase(typed, claim.meaning.services, shown(reading, claim, surfaces))
            phrases.setdefault(claim.meaning.services, phrase)
    return tuple(phrases.values())


def _unwanted(reading: Reading) -> tuple[str, ...]:
    """Return the phrases that are not wanted, with what says so: "no methadone or suboxone"."""
    unwanted = []
    for n, claim in enumerate(reading.claims):
        if claim.meaning.kind == PhraseKind.NEGATION and claim.is_unwanted:
            last = claim.last
            for after in reading.claims[n + 1 :]:
                if after.meaning.kind == PhraseKind.NEGATION or after.asks:
                    break
                last = after.last if after.is_unwanted else last
            unwanted.append(reading.slice(claim.first, last))
    return tuple(unwanted)


def _left(reading: Reading, place: range) -> str:
    """Return the words for names: runs between everything else, without what says nothing."""
    # A text that only holds a name is kept as it is: "The Bridge".
    is_more = bool(place) or any(claim.meaning.kind != PhraseKind.NAME for claim in reading.claims)
    has_phrases = any(claim.asks or claim.is_unwanted for claim in reading.claims)
    runs, run = list[list[int]](), list[int]()
    for i, word in enumerate(reading.words):
        claim = reading.claim_of.get(i)
        is_ours = i in place or (
            claim is not None
            and (claim.asks or claim.is_unwanted or claim.meaning.kind == PhraseKind.FILLER)
        )
        if is_ours or word.after_break:
            runs.append(run)
            run = []
        if not is_ours:
            run.append(i)
    kept = [_trimmed(reading, numbers, has_phrases, is_more) for numbers in [*runs, run]]
    text = " ".join(reading.slice(numbers[0], numbers[-1]) for numbers in kept if numbers)
    return " ".join(text.translate(NO_QUOTES).split())


NO_QUOTES = dict.fromkeys(map(ord, QUOTES))


def _trimmed(reading: Reading, run: list[int], has_phrases: bool, is_more: bool) -> list[int]:
    """Return a run of words without fillers at its edges; [] if nothing of a name is in it."""

    def is_filler(i: int) -> bool:
        return is_small(reading.words[i]) and not reading.is_name(i)

    if all(map(is_filler, run)) or (has_phrases and not any(map(reading.is_name, run))):
        return []
    if not is_more:
        return run
    kept = [i for i in run if not is_filler(i)]
    return [i for i in run if kept[0] <= i <= kept[-1]]
