"""Which listings of a facility are its answers today, and which are history.

Of each questionnaire the newest listing answers. It doesn't where a newer list covers that
questionnaire and the facility's state, and lacks the facility: the facility is not in the newest
list. (docs/decisions/0024-answers.md) The lists of an operator's own answer side by side: none is
the next edition of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, Self, TypeVar

NATION = "US"
CURATED = "curated"  # the questionnaire of what an operator enters or has lists of
# Of one year: what is updated weekly before what is printed once a year.
KINDS = ("curated", "list", "otp", "mh", "su", "api", "export")

# {questionnaire: states}, as Edition.covers
Covers = Mapping[str, Iterable[str]]


class Rank(NamedTuple):
    """How new an edition is; the newer of two is greater. `pk`: read later, of one year."""

    year: int
    kind: int
    pk: int

    @classmethod
    def of(cls, year: int, kind: str, pk: int) -> Self:
        return cls(year, KINDS.index(kind), pk)


class Answer(Protocol):
    """Anything that stands for a listing."""

    @property
    def questionnaire(self) -> str: ...

    @property
    def series(self) -> str: ...

    @property
    def rank(self) -> Rank: ...


AnswerT = TypeVar("AnswerT", bound=Answer)


def covers(covered: Covers, questionnaire: str, state: str) -> bool:
    """Tell whether an edition that covers so much lists all of a questionnaire in a state."""
    states = set(covered.get(questionnaire, ()))
    return bool(states & {NATION, state})


def includes(whole: Covers, part: Covers) -> bool:
    """Tell whether an edition that covers `whole` covers all that `part` does, and that is some."""
    return bool(part) and all(
        covers(whole, questionnaire, state)
        for questionnaire in part
        for state in part[questionnaire]
    )


@dataclass
class Coverage:
    """The newest edition of each questionnaire in each state that it lists in full."""

    _newest: dict[tuple[str, str], Rank] = field(default_factory=dict)

    def add(self, rank: Rank, covered: Covers) -> None:
        """Add an edition of the directory."""
        for questionnaire, states in covered.items():
            for state in states:
                key = questionnaire, state
                self._newest[key] = max(rank, self._newest.get(key, rank))

    def newest(self, questionnaire: str, state: str) -> Rank | None:
        """Return the Rank of the newest edition that lists a questionnaire in a state in full."""
        ranks = (self._newest.get((questionnaire, area)) for area in (state, NATION))
        return max((rank for rank in ranks if rank), default=None)

    def answers(self, listings: Iterable[AnswerT], state: str) -> tuple[list[AnswerT], bool]:
        """Return (the listings that answer for a facility in a state, whether it is listed).

        Of a facility in no newest list, what each questionnaire said last, and False.
        """
        last = _newest_of_each(listings)
        now = [listing for listing in last if self._is_in_time(listing, state)]
        return now or last, bool(now)

    def _is_in_time(self, listing: Answer, state: str) -> bool:
        newest = self.newest(listing.questionnaire, state)
        return listing.questionnaire == CURATED or newest is None or listing.rank >= newest


def _newest_of_each(listings: Iterable[AnswerT]) -> list[AnswerT]:
    """Return the newest of each questionnaire: several, where an edition has several rows.

    An operator's lists (series) don't speak for each other.
    """
    listings = list(listings)
    newest: dict[tuple[str, str], Rank] = {}
    for listing in listings:
        key = listing.questionnaire, listing.series
        newest[key] = max(newest.get(key, listing.rank), listing.rank)
    return [each for each in listings if each.rank == newest[each.questionnaire, each.series]]
