"""What is said of a set of files in every description of it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceList:
    """A published list that facilities come from, and on which terms.

    `covers`: {questionnaire: states, or "US"} that it lists in full; `terms`: "" where nobody told
    us.
    """

    title: str
    publisher: str
    kind: str
    year: int
    imported_on: str
    covers: dict[str, list[str]]
    terms: str
    page: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class About:
    """A set of files: of which revision, made when, of how many facilities, from which lists."""

    version: str
    made_at: datetime
    site: str
    home: str
    count: int
    states: int
    lists: tuple[SourceList, ...]

    @property
    def is_demo(self) -> bool:
        return any(each.is_demo for each in self.lists)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "made_at": self.made_at.isoformat(), "is_demo": self.is_demo}
