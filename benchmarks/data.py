"""The published files to import, or the demonstration directory where there are none."""

import os
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT, manage, say

PUBLISHED = {
    "SU 2023": "national-directory-su-2023.xlsx",
    "MH 2023": "national-directory-mh-2023.xlsx",
}


@dataclass(frozen=True)
class Edition:
    name: str
    path: Path


def editions(folder):
    """Return the Editions to import, in order, and whether they are the published ones."""
    shared = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data" / "samhsa")
    published = [Edition(name, shared / file) for name, file in PUBLISHED.items()]
    if all(edition.path.is_file() for edition in published):
        return published, True
    say("the published files aren't here: measuring with invented facilities")
    path = folder / "demonstration-directory-su-2026.xlsx"
    manage("generate_demo_directory", "--out", path)
    return [Edition("Demonstration", path)], False
