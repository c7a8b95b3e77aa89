"""A folder of files for each revision of the directory: there as a whole, or not at all.

    DATA_FILES_DIR/<version>/   the files, their descriptions and checksums
    DATA_FILES_DIR/latest       leads to the newest of them

The folder before stays, for who is in the middle of a download.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.utils import translation

import database
from budget.files import BEGUN, locked, version_of
from facilities.models import Facility, current_revision
from opendata.about import About
from opendata.describing import csvw, datapackage, dictionary
from opendata.describing.datapackage import Made
from opendata.formats import FORMS, WRITERS
from opendata.reading import Changed, about, home, results
from opendata.tables import Rows
from opendata.wide import WIDE
from search import index
from search.index import Index

LATEST, MANIFEST, PACKAGE, SUMS = "latest", "manifest.json", "datapackage.json", "SHA256SUMS"
DICTIONARY, WIDE_META = "dictionary.csv", f"{WIDE.name}.csv-metadata.json"
BEFORE = 1  # how many older folders stay
PIECE = 1 << 20


def folder_of_all() -> Path:
    return Path(settings.DATA_FILES_DIR)


def version_for(token: str) -> str:
    """Return the version of the files that this release makes of a revision."""
    return version_of(token, settings.LANGUAGE_CODE, home(), settings.SITE_NAME)


def make() -> tuple[Path, bool]:
    """Return the folder of the directory's present revision, and whether it had to be made.

    Busy while another process makes it; Changed where the directory changes too often for it;
    OSError where it can't be written.
    """
    home_of_all = folder_of_all()
    home_of_all.mkdir(parents=True, exist_ok=True)
    home_of_all.chmod(0o755)  # a server of files is another user
    with locked(home_of_all / "lock"), database.primary():
        token = current_revision()
        folder = home_of_all / version_for(token)
        is_new = not (folder / MANIFEST).is_file()
        if is_new:
            directory = index.current()
            if directory.token != token:
                raise Changed
            _make(folder, directory)
        _lead_to(folder)
        _clean(folder)
    return folder, is_new


def _make(folder: Path, directory: Index) -> None:
    begun = Path(mkdtemp(prefix=BEGUN, dir=folder.parent))
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _write(begun, directory, about(directory, folder.name))
        for path in begun.iterdir():
            path.chmod(0o644)
        begun.chmod(0o755)
        begun.rename(folder)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _write(folder: Path, directory: Index, facts: About) -> None:
    withheld = Facility.objects.filter(address_withheld=True)
    hidden = sorted(withheld.values_list("public_id", flat=True))
    _write_forms(folder, directory, facts)
    for write in WRITERS:
        write(folder, directory)
    if current_revision() != directory.token:
        raise Changed
    (folder / DICTIONARY).write_bytes(dictionary.dictionary())
    _json(folder / WIDE_META, csvw.of_wide(facts))
    made = [*_made(folder)]
    _json(folder / PACKAGE, datapackage.of_files(facts, made))
    sums = "".join(f"{each.sha256}  {each.name}\n" for each in made)
    (folder / SUMS).write_text(sums)
    _pack(folder)
    # Last: a folder is whole when this is there.
    manifest = {"about": facts.as_json(), "withheld": hidden, "files": [_told(m) for m in made]}
    _json(folder / MANIFEST, manifest)


def _write_forms(folder: Path, directory: Index, facts: About) -> None:
    """Write every format while the facilities pass by once."""
    rows = Rows(directory.taxonomy.original)
    with ExitStack() as stack:
        sinks = []
        for form in FORMS:
            if form.open:
                sinks.append(form.open(folder / form.name, facts))
                stack.callback(sinks[-1].drop)
        for some in results(directory):
            tables = rows.of(some)
            for sink in sinks:
                sink.add(some, tables)
        last = rows.at_the_end()
        for sink in sinks:
            sink.close(last)


def _made(folder: Path) -> Iterator[Made]:
    named = [(form.name, form.media_type, str(form.title)) for form in FORMS]
    named.append((DICTIONARY, "text/csv; charset=utf-8", "Data dictionary"))
    named.append((WIDE_META, "application/csvm+json", f"CSVW description of {WIDE.name}.csv"))
    for name, media_type, title in named:
        path = folder / name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield Made(name, media_type, title, path.stat().st_size, digest)


def _told(made: Made) -> dict[str, object]:
    return {"name": made.name, "size": made.size, "sha256": made.sha256}


def _pack(folder: Path) -> None:
    for form in FORMS:
        if form.packs:
            path = folder / form.name
            with path.open("rb") as file, gzip.open(f"{path}.gz", "wb", 6) as packed:
                shutil.copyfileobj(file, packed, PIECE)


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _lead_to(folder: Path) -> None:
    """Have `latest` lead to a folder, at once for everybody."""
    latest, new = folder.parent / LATEST, folder.parent / f"{LATEST}.new"
    if latest.is_symlink() and os.readlink(latest) == folder.name:
        return
    new.unlink(missing_ok=True)
    new.symlink_to(folder.name)
    new.replace(latest)


def _clean(folder: Path) -> None:
    """Delete all but a folder and the newest ones before it."""
    others = [path for path in folder.parent.iterdir() if path.is_dir() and not path.is_symlink()]
    others = [path for path in others if path != folder]
    others.sort(key=lambda path: (path.name.startswith(BEGUN), -path.stat().st_mtime))
    for old in others[BEFORE:]:
        with suppress(OSError):
            shutil.rmtree(old)
