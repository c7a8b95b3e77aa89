"""What answers say of facilities, as bytes: joined of Records, or else made the plain way."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.renderers import JSONRenderer

from api.records.current import records_of
from api.records.file import Records
from api.results import chunks, results
from api.search_serializers import FacilityListSerializer
from api.serializers import rounded
from api.texts import TEXTS
from search.index import Index
from search.results import Hit

# Its fields are copied when they are first asked for, which takes a millisecond.
_list_serializer = FacilityListSerializer()


def texts(
    kind: str, separator: bytes, hits: Sequence[Hit], index: Index, request: HttpRequest
) -> Iterator[bytes]:
    """Yield the texts of the facilities of hits, some hundreds in one; `kind`: of TEXTS."""
    if records := records_of(index):
        for chunk in chunks(hits):
            yield joined(records, kind, separator, chunk, index, request)
    else:
        text_of, _nothing = TEXTS[kind]
        for plain in results(hits, index, request):
            yield separator.join(map(text_of, plain))


def joined(
    records: Records,
    kind: str,
    separator: bytes,
    hits: Sequence[Hit],
    index: Index,
    request: HttpRequest,
) -> bytes:
    """Return the texts of the facilities of hits, out of Records of the same Index."""
    origin = f"{request.scheme}://{request.get_host()}".encode()
    ordinals = index.ordinals
    # Most files are of a whole state, without distances.
    places = [(ordinals[pk], miles if miles is None else rounded(miles)) for pk, miles in hits]
    return records.joined(kind, places, origin, separator)


def list_answer(answer: dict[str, Any], results: bytes) -> HttpResponse:
    """Return the response of a FacilityListSerializer; `results`: its records in JSON."""
    rest = _list_serializer.to_representation({**answer, "results": []})
    before = JSONRenderer().render(rest)[: -len(b"]}")]  # `results` are last in it
    return HttpResponse(before + results + b"]}", content_type=JSONRenderer.media_type)
