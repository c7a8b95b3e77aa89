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


def texts(
    kind: str, hits: Sequence[Hit], index: Index, request: HttpRequest
) -> Iterator[list[bytes]]:
    """Yield the texts of the facilities of hits, some hundreds at a time; `kind`: of TEXTS."""
    if records := records_of(index):
        for chunk in chunks(hits):
            yield joined(records, kind, chunk, index, request)
    else:
        text_of, _nothing = TEXTS[kind]
        for plain in results(hits, index, request):
            yield [text_of(result) for result in plain]


def joined(
    records: Records, kind: str, hits: Sequence[Hit], index: Index, request: HttpRequest
) -> list[bytes]:
    """Return the texts of the facilities of hits, out of Records of the same Index."""
    origin = f"{request.scheme}://{request.get_host()}".encode()
    places = [(index.ordinals[pk], rounded(miles)) for pk, miles in hits]
    return list(records.texts(kind, places, origin))


def list_answer(answer: dict[str, Any], records: list[bytes], request: HttpRequest) -> HttpResponse:
    """Return the response of a FacilityListSerializer whose results are records as bytes."""
    rest = FacilityListSerializer({**answer, "results": []}, context={"request": request}).data
    before, after = JSONRenderer().render(rest)[:-2], b"]}"  # `results` are last in it
    content = before + b",".join(records) + after
    return HttpResponse(content, content_type=JSONRenderer.media_type)
