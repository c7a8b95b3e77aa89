"""What a format is: one file, written while all facilities pass by once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.utils.functional import Promise

from api.texts import Result
from opendata.about import About
from opendata.tables import Row

Tables = dict[str, list[Row]]


class Sink(Protocol):
    """Where facilities are written as they pass by."""

    def add(self, results: list[Result], tables: Tables) -> None:
        """Take some facilities: what the API says of each, and the same as rows of tables."""

    def close(self, tables: Tables) -> None:
        """Take the rows of tables that aren't of facilities, and end the file."""

    def drop(self) -> None:
        """Let go of what is open, whether or not the file was ended."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file of the whole directory. `title` says in a few words what it is good for.

    `open`: returns the Sink that writes it, None where one of WRITERS does; `packs`: it gets a copy
    packed by gzip beside it, which is sent to who accepts that.
    """

    name: str
    media_type: str
    title: Promise
    open: Callable[[Path, About], Sink] | None = None
    packs: bool = False
