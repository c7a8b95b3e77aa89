"""A text understood: phrases that ask for services, a place, and words left for names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from facilities.taxonomy import Taxonomy
from search.language import where
from search.language.claiming import read
from search.language.idle import Runs, idle_runs, telling
from search.language.mentions import Mention, topics_of, words_for
from search.language.names import NameRun, keep_names_whole, kept_for_names, runs_of
from search.language.phrases import PhraseKind, content
from search.language.reading import Claim, Reading, shown
from search.language.topics import ROOM
from search.language.vocabulary import Vocabulary, vocabulary


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
    so they ask for nothing, and a page can say so. `runs` are `left` as it stands: words between
    other words. `is_place_marked`: "near", a state or a ZIP code says that it is one. `idle` is
    what else had no effect, as typed ("my son", "open now"), but for the smallest words; `told`
    what of it says something. `beside` is the text
    without its place. `topics` are what no list knows, and has an answer of its own: some
    of their words ask for a service as well, others for nothing.
    """

    phrases: tuple[Phrase, ...] = ()
    left: str = ""
    place: str = ""
    unwanted: tuple[str, ...] = ()
    idle: tuple[str, ...] = field(default=(), compare=False)
    runs: tuple[NameRun, ...] = field(default=(), compare=False)
    is_place_marked: bool = field(default=True, compare=False)
    beside: str = field(default="", compare=False)
    told: tuple[str, ...] = field(default=(), compare=False)
    topics: tuple[Mention, ...] = field(default=(), compare=False)
    again: Callable[[str], "Understood"] | None = field(default=None, repr=False, compare=False)

    @property
    def asks_for_nothing(self) -> bool:
        """Whether all words but idle ones are left for names."""
        return not (self.phrases or self.place or self.unwanted)

    def without(self, phrase: Phrase) -> str:
        """Return a text that is understood as this one without `phrase`."""
        phrases = tuple(other for other in self.phrases if other != phrase)
        return Understood(phrases, self.left, self.place, self.unwanted, again=self.again).typed

    def without_place(self) -> str:
        """Return a text that is understood as this one without its place."""
        return Understood(self.phrases, self.left, "", self.unwanted, again=self.again).typed

    @property
    def typed(self) -> str:
        """Return a text that is understood so."""
        near = [f"near {self.place}"] if self.place else []
        typed = [*(phrase.typed for phrase in self.phrases), *self.unwanted]
        plain = " ".join(filter(None, [*typed, self.left, *near]))
        if self.again is None or self.again(plain) == self:
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
    if not text:
        return Understood(is_place_marked=False)
    ours = vocabulary(taxonomy)
    reading = read(text, ours, is_name)
    place = where.find(reading)
    inside = range(place.start, place.last + 1) if place else range(0)
    if not reading.claim_of.keys().isdisjoint(inside):
        reading = read(text, ours, is_name, inside)
    keep_names_whole(reading, inside)
    kept, unwanted = kept_for_names(reading, inside), _unwanted(reading)
    runs = runs_of(reading, kept)
    idle = idle_runs(reading, [inside, *kept, *(range(a, b + 1) for a, b in unwanted)])
    return Understood(
        phrases=_phrases(reading, ours),
        left=" ".join(run.text for run in runs),
        place=reading.slice(place.first, place.last) if place else "",
        unwanted=tuple(reading.slice(*span) for span in unwanted),
        idle=_typed(reading, idle),
        told=_typed(reading, telling(reading, idle)),
        runs=runs,
        is_place_marked=bool(place and place.is_marked),
        beside=_beside(reading, inside),
        topics=topics_of(reading, inside),
        again=lambda plain: understand(plain, taxonomy, is_name),
    )


def _beside(reading: Reading, place: range) -> str:
    """Return the text before a place, or after it if it opens the text; "" for no place."""
    last = len(reading.words) - 1
    if not place or (place.start and place.stop <= last):
        return ""
    if place.start:
        return reading.slice(0, place.start - 1)
    return reading.slice(place.stop, last) if place.stop <= last else ""


def _typed(reading: Reading, runs: Runs) -> tuple[str, ...]:
    return tuple(reading.slice(run[0], run[-1]) for run in runs)


def _phrases(reading: Reading, ours: Vocabulary) -> tuple[Phrase, ...]:
    phrases: dict[tuple[str, ...], Phrase] = {}
    for claim in reading.claims:
        if claim.asks:
            phrase = _completed(claim, reading, ours) or Phrase(
                reading.slice(claim.first, claim.last),
                claim.meaning.services,
                shown(reading, claim, ours.surfaces),
            )
            phrases.setdefault(phrase.services, phrase)
    return tuple(phrases.values())


def _completed(claim: Claim, reading: Reading, ours: Vocabulary) -> Phrase | None:
    """Return the phrase that words for "tonight" make of a claim's, wherever they stand.

    "Detox Medicaid tonight" asks for a bed as "detox tonight" does.
    """
    for numbers in words_for(ROOM, reading):
        texts = (
            reading.slice(claim.first, claim.last),
            reading.slice(numbers.start, numbers.stop - 1),
        )
        typed = " ".join(texts)
        meaning = ours.meaning(content(typed))
        if numbers.start > claim.last and meaning:
            return Phrase(typed, meaning.services)
    return None


def _unwanted(reading: Reading) -> list[tuple[int, int]]:
    """Return (first, last) of what isn't wanted, with what says so: "no methadone or suboxone"."""
    unwanted = []
    for n, claim in enumerate(reading.claims):
        if claim.meaning.kind == PhraseKind.NEGATION and claim.is_unwanted:
            last = claim.last
            for after in reading.claims[n + 1 :]:
                if after.meaning.kind == PhraseKind.NEGATION or after.asks:
                    break
                last = after.last if after.is_unwanted else last
            unwanted.append((claim.first, last))
    return unwanted
