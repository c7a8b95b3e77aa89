"""How often a blank is contradicted: what decides whether a question's blanks may mean no.

Both of SAMHSA's questionnaires ask some things alike, and thousands of places answer both. A
place that left something blank in one and is named with it in the other contradicts its blank.
Another edition of the same questionnaire can't judge: places repeat their mistakes. (Those that
take adults leave "adults" blank year after year, and 95% of them say "adults" in the other.)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from facilities.importing.matching.keys import Key, key_of
from facilities.importing.matching.pairs import duplicates, match
from facilities.listings.readers import Source
from facilities.listings.records import Record, RowError
from facilities.meanings import code_as_published, codes_as_meant
from facilities.models import Service
from facilities.taxonomy import Taxonomy

# Blanks that are contradicted more often than this mean nothing.
MOST_CONTRADICTED = 0.10
# Fewer blanks than this judge nothing.
FEWEST_OF_SERVICE, FEWEST_OF_QUESTION = 30, 100
# A question is judged as a whole by so many of its answers that both questionnaires ask.
FEWEST_ANSWERS = 3
# The question that nearly all who offer a service name it in decides for it.
NEARLY_ALL = 0.9

Codes = frozenset[str]


@dataclass
class PublishedList:
    """One questionnaire of an edition: the codes it asks, and each place's Key and codes.

    All as published, to compare with the other questionnaire. `meant`: what it asks, as meant.
    """

    questionnaire: str
    year: int
    asked: Codes
    meant: Codes = frozenset()
    keys: list[Key] = field(default_factory=list)
    codes: dict[int, Codes] = field(default_factory=dict)


@dataclass(frozen=True)
class Measurement:
    """How many places left something blank in a list, and how many contradict that elsewhere.

    `basis`: what was counted, the service itself or the question it is part of.
    """

    service: Service
    questionnaire: str
    year: int
    basis: str
    blanks: int
    contradicted: int

    @property
    def share(self) -> float:
        return self.contradicted / self.blanks

    @property
    def is_sound(self) -> bool:
        return self.share <= MOST_CONTRADICTED

    def __str__(self) -> str:
        share = f"{self.contradicted} of {self.blanks} blanks contradicted ({self.share:.1%})"
        return f"{self.year}: {share}, {self.basis}"


def measure(sources: Iterable[Source], taxonomy: Taxonomy) -> list[Measurement]:
    """Return the Measurements of each service in each list that another can judge."""
    lists = [each for source in sources for each in published_lists(source)]
    measurements = []
    for measured in lists:
        judges = [
            judge
            for judge in lists
            if judge.questionnaire != measured.questionnaire and judge.year == measured.year
        ]
        for judge in judges:
            measurements += _Comparison(measured, judge, taxonomy).measurements()
    return measurements


def published_lists(source: Source) -> list[PublishedList]:
    """Return a PublishedList for each questionnaire in a Source; rejected rows are left out."""
    records: dict[str, dict[int, Record]] = defaultdict(dict)
    for line, raw in source.rows:
        try:
            record = source.record(raw)
        except RowError:
            continue
        records[record.questionnaire][line] = record
    return [_published(source, name, rows) for name, rows in sorted(records.items())]


def _published(source: Source, questionnaire: str, records: dict[int, Record]) -> PublishedList:
    keys = [key_of(record, line, [questionnaire]) for line, record in records.items()]
    same = duplicates(keys)
    codes = {line: set(map(code_as_published, record.codes)) for line, record in records.items()}
    for line, first in same.items():
        codes[first] |= codes[line]
    named = frozenset().union(*codes.values())
    return PublishedList(
        questionnaire,
        int(source.year or 0),
        # An export has a column for every code: a questionnaire asks those that its rows name.
        asked=named,
        meant=frozenset(codes_as_meant(questionnaire, named)),
        keys=[key for key in keys if key.origin not in same],
        codes={line: frozenset(own) for line, own in codes.items() if line not in same},
    )


class _Comparison:
    """The blanks of one list, judged by another of the same year."""

    def __init__(self, measured: PublishedList, judge: PublishedList, taxonomy: Taxonomy):
        self.measured, self.taxonomy = measured, taxonomy
        self.shared = measured.asked & judge.asked
        pairs, _stages = match(measured.keys, judge.keys)
        self.both = [(measured.codes[own], judge.codes[other]) for own, other in pairs.items()]
        self.questions: dict[str, Codes] = {}
        for code, service in taxonomy.by_code.items():
            question = self.questions.get(service.category, frozenset())
            self.questions[service.category] = question | {code_as_published(code)}

    def measurements(self) -> Iterator[Measurement]:
        for pk, service in self.taxonomy.services.items():
            meant = self.taxonomy.codes[pk]
            if service.polarity != Service.Polarity.OFFERS or not meant & self.measured.meant:
                continue
            codes = frozenset(map(code_as_published, meant))
            for counts, basis in (self._of_service(codes), self._of_question(codes)):
                if counts:
                    list_judged = (service, self.measured.questionnaire, self.measured.year)
                    yield Measurement(*list_judged, basis, *counts)
                    break

    def _of_service(self, codes: Codes) -> tuple[tuple[int, int] | None, str]:
        counts = self._count(lambda own: [codes] if not own & codes else [], codes)
        return (counts if counts[0] >= FEWEST_OF_SERVICE else None), "of this service"

    def _of_question(self, codes: Codes) -> tuple[tuple[int, int] | None, str]:
        question = self._deciding_question(codes)
        shared = self.questions.get(question, frozenset()) & self.shared
        if len(shared) < FEWEST_ANSWERS:
            return None, ""
        counts = self._count(lambda own: [frozenset([code]) for code in shared - own], shared)
        basis = f"of question {question} as a whole"
        return (counts if counts[0] >= FEWEST_OF_QUESTION else None), basis

    def _deciding_question(self, codes: Codes) -> str:
        """Return the question in which nearly all who offer a service name it, or ""."""
        offering = [own & codes for own in self.measured.codes.values() if own & codes]
        for name, question in self.questions.items():
            if sum(bool(own & question) for own in offering) >= NEARLY_ALL * len(offering) > 0:
                return name
        return ""

    def _count(self, blanks_of: Callable[[Codes], list[Codes]], codes: Codes) -> tuple[int, int]:
        """Return (blanks, contradicted) over the places that answered in both lists."""
        if not codes & self.shared:
            return 0, 0
        beside = frozenset().union(*(q for q in self.questions.values() if q & codes))
        blanks = contradicted = 0
        for own, other in self.both:
            if own & beside and other & beside:
                wanted = blanks_of(own)
                blanks += len(wanted)
                contradicted += sum(bool(other & each) for each in wanted)
        return blanks, contradicted


@dataclass(frozen=True)
class Verdict:
    """Whether a questionnaire's blanks mean no for a service, and in which years.

    `first_year` None: in none; `last_year` None: also in editions to come.
    """

    service: Service
    questionnaire: str
    measurements: tuple[Measurement, ...]
    first_year: int | None = None
    last_year: int | None = None


def verdicts(measurements: Iterable[Measurement]) -> list[Verdict]:
    """Return a Verdict for each service and questionnaire that was measured."""
    grouped: dict[tuple[int, str], list[Measurement]] = defaultdict(list)
    unsound: dict[tuple[int, int], set[str]] = defaultdict(set)
    for measurement in measurements:
        grouped[measurement.service.pk, measurement.questionnaire].append(measurement)
        if not measurement.is_sound:
            key = measurement.service.pk, measurement.year
            unsound[key].add(measurement.questionnaire)
    return [
        _verdict(sorted(group, key=lambda each: each.year), unsound) for group in grouped.values()
    ]


def _verdict(
    measurements: list[Measurement], unsound: Mapping[tuple[int, int], set[str]]
) -> Verdict:
    """Return a Verdict: from the first sound year to the last before one that isn't.

    `unsound`: {(service pk, year): questionnaires whose blanks mean nothing}. Who leaves out what
    it should name can't contradict anybody: no year is sound whose only judge does so.
    """
    sound: list[Measurement] = []
    for measurement in measurements:
        if unsound[measurement.service.pk, measurement.year]:
            break
        sound.append(measurement)
    first = measurements[0]
    is_always_sound = len(sound) == len(measurements)
    return Verdict(
        first.service,
        first.questionnaire,
        tuple(measurements),
        first_year=sound[0].year if sound else None,
        last_year=None if is_always_sound or not sound else sound[-1].year,
    )
