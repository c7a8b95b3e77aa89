"""The pieces of each facility: what the API would say of it, cut where marks stand.

A mark stands for the site's address and for the distance. It is drawn anew each time, so that
no text of a facility can hold it.
"""

import secrets
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from api.records import file
from api.results import chunks, read_results
from api.texts import TEXTS, Result
from budget import Busy
from budget.files import kept, version_of
from budget.origin import of_primary
from facilities.models import current_revision
from search.index import Index

NAME = "records"
rest = time.sleep


class Changed(Exception):
    """The directory isn't any more what the index was read from."""


class Marks(HttpRequest):
    """A request of a site at an address that occurs nowhere; `distance`: neither does that."""

    def __init__(self) -> None:
        super().__init__()
        self.host = f"{secrets.token_hex(16)}.invalid"
        self.distance = secrets.token_hex(16)

    def get_host(self) -> str:
        return self.host

    def pieces(self, result: Result) -> list[bytes]:
        """Return the pieces of a facility, of each kind of text."""
        marked = {**result, "distance_miles": self.distance}
        origin, distance = f"http://{self.host}".encode(), self.distance.encode()
        pieces = []
        for text_of, nothing in TEXTS.values():
            # In JSON a text has quotation marks, where a number or null has none.
            mark = b'"%b"' % distance if nothing else distance
            before, after = text_of(marked).split(origin)
            pieces += [before, *after.split(mark)]
        return pieces


def version_for(index: Index) -> str:
    return version_of(index.token, settings.LANGUAGE_CODE)


def folder_of(index: Index) -> Path:
    """Return the folder with the Records of an Index, made if need be.

    Busy while another worker makes it. OSError where nothing can be written, or where only
    replicas can be read; Changed where the index isn't of the present state.
    """
    version = version_for(index)
    # No folder of before is kept: those who have it mapped still have it, and nobody else may.
    folder = kept(NAME, version, partial(of_primary, partial(write, index)), before=0)
    if folder.name != version:
        raise Busy
    return folder


def write(index: Index, folder: Path) -> None:
    """Write the Records of an Index."""
    with translation.override(settings.LANGUAGE_CODE):
        file.write(folder, version_for(index), index.pks, _records(index))
    _check(index)


def _check(index: Index) -> None:
    if current_revision() != index.token:
        raise Changed


def _records(index: Index) -> Iterator[list[bytes]]:
    """Yield the pieces of each facility, and rest as long as each chunk took."""
    marks, started = Marks(), time.thread_time()
    for chunk in chunks([(pk, None) for pk in index.pks]):
        # From the primary alone, unlike an export: a replica may hold what was true before.
        results = read_results(chunk, index, marks)
        _check(index)
        yield from map(marks.pieces, results)
        worked, started = time.thread_time() - started, time.thread_time()
        rest(worked)  # what is asked meanwhile has the processor half of the time
