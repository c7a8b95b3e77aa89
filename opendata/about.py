"""What is said of a set of files in every description of it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from api.lists.editions import Terms


@dataclass(frozen=True, slots=True)
class About:
    """A set of files: of which revision, made when, of how many facilities, from which lists."""

    version: str
    made_at: datetime
    site: str
    home: str
    count: int
    states: int
    lists: tuple[Terms, ...]

    @property
    def is_demo(self) -> bool:
        return any(each.is_demo for each in self.lists)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "made_at": self.made_at.isoformat(), "is_demo": self.is_demo}
