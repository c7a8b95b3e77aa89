"""A guide's file as it is written, with the lines that mistakes are reported on."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from helplines.fixture import FixtureError

FENCE = "+++"


@dataclass(frozen=True)
class Written:
    """A file split into its values and its body, with the lines they are on."""

    path: Path
    head: str
    values: dict
    body: str
    body_line: int

    def stop(self, message, line=0):
        """Raise a FixtureError that names the file, and the line where there is one."""
        where = "/".join(self.path.parts[-2:])
        raise FixtureError(f"{where}:{line}: {message}" if line else f"{where}: {message}")

    def line_of(self, field, number=0):
        """Return the line in the file of line `number` (from 1) of a field's text."""
        if field == "body":
            return self.body_line + max(number, 1) - 1
        if field in ("sources", "reviews") and number:
            return self._nth(rf"\[\[{field}\]\]", number)
        return self._nth(rf"{field}\s*=|\[\[{field}\]\]", 1) + max(number - 1, 0)

    def _nth(self, pattern, number):
        lines = enumerate(self.head.splitlines(), start=2)  # below the first +++
        matches = [line for line, text in lines if re.match(pattern, text)]
        return matches[number - 1] if len(matches) >= number else 1


def split(path):
    """Return the Written of a file."""
    unread = Written(path, "", {}, "", 0)
    if path.parent.name not in dict(settings.LANGUAGES):
        unread.stop(f"“{path.parent.name}” isn't a language of the site")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        unread.stop(f"can't be read as UTF-8: {error}")
    lines = text.splitlines()
    if not lines or lines[0] != FENCE or FENCE not in lines[1:]:
        unread.stop("it must begin with its fields between two lines of +++", 1)
    end = lines.index(FENCE, 1)
    first = next((at for at in range(end + 1, len(lines)) if lines[at].strip()), end + 1)
    head = "\n".join(lines[1:end])
    try:
        values = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        unread.stop(str(error), int(match[1]) + 1 if match else end + 1)
    return Written(path, head, values, "\n".join(lines[first:]), first + 1)
