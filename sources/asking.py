"""A source asked: what it has is fetched, checked, and kept if it is a directory."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from facilities.importing.merging import merged
from facilities.listings.readers import FileError, read, read_list
from facilities.listings.readers.source import Source
from facilities.models import Edition
from resources.kinds import Format
from resources.reading.files import read_file
from sources import pages
from sources.kept import Folder, Kept, KeptFile
from sources.network.fetching import Fetcher, FetchError
from sources.registry import RESOURCES, OfficialSource

NOTHING_NEW = "nothing new"


class SourceError(Exception):
    """A source gave nothing that can be imported; the message is one sentence that names it."""

    def __init__(self, source: OfficialSource, problem: object, *, by_hand: bool = False) -> None:
        super().__init__(f"{source.name} ({source.host or source.address}): {problem}")
        self.source, self.by_hand = source, by_hand


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source has: a download, whether it came now, and its Source if it was read."""

    source: OfficialSource
    kept: Kept
    paths: list[Path]
    is_new: bool
    read: Source | None = None


def ask(source: OfficialSource, fetcher: Fetcher, root: Path) -> Asked:
    """Fetch what is new at a source and keep it if it can be read; raise SourceError."""
    folder, today = Folder(root, source.name), date.today()
    kept = folder.current(source.address)
    try:
        files = _fetch(source, fetcher, folder, kept)
        if kept and (files is None or _hashes(files) == _hashes(kept.files)):
            kept = folder.confirm(kept, files or list(kept.files), today)
            folder.discard()
            return _unchanged(source, kept, folder)
        if files is None:
            raise FileError("it is said to be unchanged, but nothing is kept")
        paths = [folder.incoming / file.name for file in files]
        came = None if is_list(source) else read_files(source, paths, today.year)
        edition = came.sha256 if came else check_list(source, paths[0])
    except FetchError as error:
        raise SourceError(
            source, f"{error}.{_hint(source, error)}", by_hand=error.is_unreachable
        ) from error
    except (FileError, pages.PagesError) as error:
        folder.discard()
        raise SourceError(source, f"what came can't be used: {error}.") from error
    kept = folder.keep(source.address, files, edition, today)
    return Asked(source, kept, folder.paths(kept), is_new=True, read=came)


def is_list(source: OfficialSource) -> bool:
    """Tell whether a source is of other places that help, which are no facilities."""
    return source.into == RESOURCES


def as_kept(source: OfficialSource, root: Path) -> Asked:
    """Return what is kept of a source, without asking it; raise SourceError."""
    folder = Folder(root, source.name)
    kept = folder.current(source.address)
    if kept is None:
        raise SourceError(source, "nothing complete is kept from its address.")
    try:
        return _unchanged(source, kept, folder)
    except FileError as error:
        raise SourceError(source, f"what is kept can't be used: {error}.") from error


def _unchanged(source: OfficialSource, kept: Kept, folder: Folder) -> Asked:
    """Return what is kept as it is asked for; a list by another mapping is another edition."""
    paths = folder.paths(kept)
    if not source.mapping:
        return Asked(source, kept, paths, is_new=False)
    read_now = read_files(source, paths, kept.confirmed_on.year)
    return Asked(source, replace(kept, edition=read_now.sha256), paths, is_new=False, read=read_now)


def look(source: OfficialSource, fetcher: Fetcher, root: Path) -> str:
    """Return in words whether a source has something new; nothing is written."""
    folder = Folder(root, source.name)
    kept = folder.current(source.address)
    address = pages.first_page(source.address) if source.format == "pages" else source.address
    validators = kept.files[0].validators if kept else None
    try:
        answer = fetcher.get(address, None, validators)
    except FetchError as error:
        raise SourceError(source, f"{error}.{_hint(source, error)}") from error
    if answer is None:
        return NOTHING_NEW
    dated = answer.validators.last_modified
    if kept is None:
        return f"not fetched yet{dated and f', of {dated}'}"
    if not any((validators and validators.etag, validators and validators.last_modified)):
        return f"can't tell without fetching it: the last one came on {kept.fetched_on}"
    return f"something new{dated and f', of {dated}'}"


def read_files(source: OfficialSource, paths: list[Path], year: int) -> Source:
    """Return what files of an official source hold, as one Source; raise FileError."""
    parts = [_read(source, path, source.year or year) for path in paths]
    for path, part in zip(paths, parts, strict=True):
        if part.kind != source.kind:
            kinds = dict(Edition.Kind.choices)
            expected, came = kinds.get(source.kind, source.kind), kinds.get(part.kind, part.kind)
            raise FileError(f"{path.name} is of another kind: expected {expected}, not {came}")
        if part.is_demo:
            raise FileError(f"{path.name} is a demonstration, all invented")
    whole = next(merged(parts))
    return replace(whole, covers={name: set(areas) for name, areas in source.covers.items()})


def _read(source: OfficialSource, path: Path, year: int) -> Source:
    return read_list(path, Path(source.mapping), year) if source.mapping else read(path, None, year)


def check_list(source: OfficialSource, path: Path) -> str:
    """Return the SHA-256 of a list of other places; raise FileError if it isn't the expected one.

    Any table with names is a list, so a source says as what its own must be recognized.
    """
    with path.open("rb") as stream:
        if stream.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise FileError("this is a web page, not a list; the download went wrong")
    file = read_file(path, source.kind)
    if source.read_as and file.source_format != source.read_as:
        expected = Format(source.read_as).label
        raise FileError(f"it isn't recognized as {expected}: its columns changed")
    return file.sha256


def _fetch(
    source: OfficialSource, fetcher: Fetcher, folder: Folder, kept: Kept | None
) -> list[KeptFile] | None:
    """Return the files that came, or None if the only one is as `kept`."""
    if source.format == "pages":
        folder.prepare(resume=True)
        return pages.fetch(fetcher, source.address, folder, kept)
    target = folder.prepare() / file_name(source)
    answer = fetcher.get(source.address, target, kept.files[0].validators if kept else None)
    if answer is None:
        return None
    validators = answer.validators
    file = KeptFile(
        target.name, answer.sha256, answer.size, validators.etag, validators.last_modified
    )
    return [file]


def file_name(source: OfficialSource) -> str:
    """Return the name under which a source's file is kept: its own, or that of its address."""
    name = PurePosixPath(unquote(urlsplit(source.address).path)).name
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name)
    return source.file_name or safe.strip(".-")[-100:] or source.name


def _hashes(files: list[KeptFile] | tuple[KeptFile, ...]) -> list[str]:
    return [file.sha256 for file in files]


def _hint(source: OfficialSource, error: FetchError) -> str:
    if error.status in (403, 404, 410):
        return f" It may have moved: see {source.page} and docs/data.md."
    return ""
