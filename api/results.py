"""What the API says of the facilities that a search found: some hundreds at a time."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import database
from api.details import attach_details, read
from api.serializers import FacilitySerializer
from api.texts import Result
from search.index import Index
from search.results import Hit

CHUNK = 500


def results(hits: Sequence[Hit], index: Index, request: Any) -> Iterator[list[Result]]:
    """Yield what FacilitySerializer says of them, read from whichever database works."""
    for chunk in chunks(hits):
        # The request is over: what happens to the database now is nobody else's to mend.
        yield database.read(partial(read_results, chunk, index, request))


def read_results(hits: Sequence[Hit], index: Index, request: Any) -> list[Result]:
    facilities = attach_details(read(hits), index)
    return list(FacilitySerializer(facilities, many=True, context={"request": request}).data)


def chunks(hits: Sequence[Hit]) -> Iterator[Sequence[Hit]]:
    for start in range(0, len(hits), CHUNK):
        yield hits[start : start + CHUNK]
