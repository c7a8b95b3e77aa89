"""Words that are part of names: phrases among them, and what is left beside all phrases."""

from dataclasses import dataclass

from search.language import fillers
from search.language.phrases import TAKES_WOMEN, Meaning, PhraseKind
from search.language.reading import Claim, Reading, is_small
from text.spans import QUOTES

NEVER_OF_A_NAME = (PhraseKind.TOPIC, PhraseKind.FILLER)


def keep_names_whole(reading: Reading, place: range) -> None:
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
    # For whom it is asks for no care: "treatment" beside "my wife" stays asked for.
    asking = [
        claim for claim in reading.claims if claim.asks and claim.meaning.services != (TAKES_WOMEN,)
    ]
    if len(asking) > 1:
        alone = [claim for claim in asking if claim.meaning.kind == PhraseKind.ALONE]
        _give_up(reading, alone[: len(asking) - 1])


def _give_up(reading: Reading, claims: list[Claim]) -> None:
    """Let phrases ask for nothing: "same day" is a filler, "treatment" may be part of a name."""
    for claim in claims:
        words = reading.words[claim.first : claim.last + 1]
        if not all(word.stem in fillers.KINDS for word in words):
            claim.meaning = Meaning(PhraseKind.FILLER)
    reading.drop([claim for claim in claims if claim.asks])


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


NO_QUOTES = dict.fromkeys(map(ord, QUOTES))


def kept_for_names(reading: Reading, place: range) -> list[list[int]]:
    """Return the numbers of the words for names, in runs between everything else.

    What says nothing is left out at the edges of a run; no run is empty.
    """
    # A text that only holds a name is kept as it is: "The Bridge".
    is_more = bool(place) or any(claim.meaning.kind != PhraseKind.NAME for claim in reading.claims)
    has_phrases = any(claim.asks or claim.is_unwanted for claim in reading.claims)
    runs, run = list[list[int]](), list[int]()
    for i, word in enumerate(reading.words):
        claim = reading.claim_of.get(i)
        is_ours = i in place or (
            claim is not None
            and (claim.asks or claim.is_unwanted or claim.meaning.kind in NEVER_OF_A_NAME)
        )
        if is_ours or word.after_break:
            runs.append(run)
            run = []
        if not is_ours:
            run.append(i)
    kept = [_trimmed(reading, numbers, has_phrases, is_more) for numbers in [*runs, run]]
    return [numbers for numbers in kept if numbers]


@dataclass(frozen=True)
class NameRun:
    """Words in a row that may be of a facility's name, as typed but for quotes."""

    text: str
    is_quoted: bool = False
    # "my son jackson"
    is_of_a_person: bool = False

    @property
    def typed(self) -> str:
        """Return what to type for it."""
        return f'"{self.text}"' if self.is_quoted else self.text


def runs_of(reading: Reading, kept: list[list[int]]) -> tuple[NameRun, ...]:
    """Return the NameRuns of the words kept for names (numbers, in runs)."""
    runs = (
        NameRun(
            " ".join(reading.slice(numbers[0], numbers[-1]).translate(NO_QUOTES).split()),
            reading.words[numbers[0]].is_quoted,
            len(numbers) == 1 and _is_after_relative(reading, numbers[0]),
        )
        for numbers in kept
    )
    return tuple(run for run in runs if run.text)


def _is_after_relative(reading: Reading, i: int) -> bool:
    return i > 0 and reading.words[i - 1].stem in fillers.RELATIVES


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
