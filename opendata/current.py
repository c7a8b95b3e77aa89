"""Which files are sent, and whether they may still be.

They are of a moment, and stay when the directory changes: they say of which revision they are. But
an address that a place has withheld since is in no file that is sent.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from derived import Derived
from facilities.models import Facility
from facilities.taxonomy import revision
from opendata.formats import FORMS
from opendata.making import DICTIONARY, LATEST, MANIFEST, PACKAGE, SUMS, WIDE_META, folder_of_all

# Each file that there is, and its type.
MEDIA_TYPES = {form.name: form.media_type for form in FORMS} | {
    DICTIONARY: "text/csv; charset=utf-8",
    WIDE_META: "application/csvm+json",
    PACKAGE: "application/json",
    SUMS: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class FileSet:
    """The files of one revision. `about` as `About.as_json` has it; `files`: {name: facts}."""

    folder: Path
    about: dict[str, Any]
    files: dict[str, dict[str, Any]]
    withheld: frozenset[str]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.about["made_at"])

    @property
    def may_be_sent(self) -> bool:
        """Whether no place has withheld its address since they were made."""
        return withheld.current() <= self.withheld


def file_set(version: str = LATEST) -> FileSet | None:
    """Return the files of a version, None where there are none."""
    folder = (folder_of_all() / version).resolve()
    try:
        changed = (folder / MANIFEST).stat().st_mtime_ns
        return _read(folder, changed)
    except (OSError, ValueError, KeyError):
        return None


@lru_cache(maxsize=4)
def _read(folder: Path, _changed: int) -> FileSet:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    files = {each["name"]: each for each in manifest["files"]}
    return FileSet(folder, manifest["about"], files, frozenset(manifest["withheld"]))


def _withheld(_revision: str) -> frozenset[str]:
    hidden = Facility.objects.filter(address_withheld=True)
    return frozenset(hidden.values_list("public_id", flat=True))


withheld = Derived(_withheld, version=revision)
