"""What an import of places did, in words for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_KEPT = 200


@dataclass
class Report:
    """What became of a file. `positions`: {precision: how many}; names are those of places."""

    title: str
    kind: str
    unit: str
    read: int = 0
    shown: int = 0
    is_unchanged: bool = False
    is_dry_run: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    repeated: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept; of long lists the beginning, and how many there were."""
        values = asdict(self)
        for name in ("rejected", "repeated", "doubts", "added", "gone"):
            values[f"{name}_total"] = len(values[name])
            values[name] = values[name][:MOST_KEPT]
        return values

    def lines(self, most: int = 10) -> Iterator[str]:
        """Yield it in words, with up to `most` examples of each."""
        if self.is_unchanged:
            yield f"{self.title}: unchanged, {self.shown:,} places"
            return
        done = "would be shown (dry run: nothing was changed)" if self.is_dry_run else "are shown"
        yield f"{self.title} ({self.kind}): {self.read:,} rows read, {self.shown:,} places {done}"
        yield "  columns: " + ", ".join(f"{field} from “{c}”" for field, c in self.columns.items())
        if self.unread:
            yield f"  not shown: {_listed([f'“{column}”' for column in self.unread], most)}"
        yield from (f"  warning: {warning}" for warning in self.warnings)
        for reason, number in self.left_out.items():
            yield f"  left out: {number:,} rows, {reason}"
        yield from self._of_rows("rejected", self.rejected, most)
        repeats = [(number, f"repeats {self.unit} {first}") for number, first in self.repeated]
        yield from self._of_rows("repeated", repeats, most)
        yield from self._of_rows("doubtful", self.doubts, most)
        yield "  positions: " + ", ".join(
            f"{number:,} {WORDS[precision]}" for precision, number in self.positions.items()
        )
        for word, names in (("added", self.added), ("gone", self.gone)):
            if names:
                yield f"  {word}: {len(names):,} ({_listed(names, most)})"

    def _of_rows(self, word: str, rows: Sequence[tuple[int, str]], most: int) -> Iterator[str]:
        if rows:
            yield f"  {word}: {len(rows):,}"
        yield from (f"    {self.unit} {number}: {text}" for number, text in rows[:most])
        if len(rows) > most:
            yield f"    and {len(rows) - most:,} more"


WORDS = {
    "source": "as the file says",
    "zip": "at the center of a ZIP code",
    "city": "at the center of a city",
}


def _listed(names: Sequence[str], most: int) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
