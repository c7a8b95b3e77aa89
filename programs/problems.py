"""Errors for programs: application/problem+json (RFC 9457), in one shape at all addresses.

    return problem("not-found", "There is no such facility.")
    return wrong_parameters({"radius": ["Choose one of 5, 10, 25."]})

A `type` leads to its description and is the same at every installation, as it is relative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

CONTENT_TYPE = "application/problem+json"
ADDRESS = "/api/v1/problems/"
SECONDS_TO_WAIT = 60  # where nothing says how long


@dataclass(frozen=True)
class Kind:
    """A kind of problem; `meaning`: why it happens and what to do, `title`: without a case."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"{ADDRESS}{self.slug}/"


KINDS = [
    Kind(
        "wrong-parameters",
        400,
        "A parameter is wrong",
        "A parameter has a value that it can't have, or there is none of this name. `errors` names "
        "each and says why. Asked again in the same way, the answer stays the same.",
    ),
    Kind(
        "unknown-place",
        400,
        "This place isn't known",
        "`where` names no place, or several. It is an error since an empty list would say that "
        "there is no help there. `other_places` are those that were perhaps meant: send the "
        "`query` of one of them as `where`.",
    ),
    Kind(
        "too-many-places",
        400,
        "Too many places for this file",
        "A workbook is made while you wait, so it has some thousand places at most. Narrow the "
        "search, ask for CSV, or take the file of all listings: `detail` says where.",
    ),
    Kind(
        "bad-request",
        400,
        "This request can't be understood",
        "The request isn't well formed: its host, its address, or a header.",
    ),
    Kind(
        "https-only",
        403,
        "Only https is spoken here",
        "It was asked by plain http. Nothing leads on to https, so that no search goes out "
        "readable unnoticed: ask the same address with https://.",
    ),
    Kind("forbidden", 403, "This isn't open to you", "Ask for something else."),
    Kind(
        "not-found",
        404,
        "There is nothing at this address",
        "There is no such facility, page of results, or address. A facility that closed, or that "
        "no list has any more, still answers, with its `status`.",
    ),
    Kind(
        "method-not-allowed",
        405,
        "Nothing can be written here",
        "Ask with GET or HEAD: the header `Allow` has them.",
    ),
    Kind("content-too-large", 413, "This request is too large", "Requests here have no body."),
    Kind(
        "address-too-long",
        414,
        "This address is too long",
        "Ask for less at once, or leave parameters out that say nothing.",
    ),
    Kind(
        "wrong-range",
        416,
        "The file has no such part",
        "`Range` begins past the end of the file: `Content-Range` says how long it is.",
    ),
    Kind(
        "too-many-requests",
        429,
        "Too many requests at once",
        "Wait for as many seconds as `Retry-After` says, then ask again. Whoever needs many "
        "answers asks for a file of the whole directory instead.",
    ),
    Kind(
        "server-error",
        500,
        "Something went wrong on our side",
        "It isn't what you asked. Try again later, and tell whoever runs the site.",
    ),
    Kind(
        "unavailable",
        503,
        "The directory can't be reached right now",
        "Wait for as many seconds as `Retry-After` says, then ask again.",
    ),
]
BY_SLUG = {kind.slug: kind for kind in KINDS}
# Of a status, the kind that says least; some have kinds of their own, which say more.
BY_STATUS = {kind.status: kind for kind in KINDS} | {
    400: BY_SLUG["bad-request"],
    403: BY_SLUG["forbidden"],
}


def problem(slug: str, detail: str = "", **members: Any) -> HttpResponse:
    """Return the problem of a kind; `members` are those that it has beside the usual ones."""
    return _response(BY_SLUG[slug], detail, members)


def problem_of(status: int, detail: str = "", **members: Any) -> HttpResponse:
    """Return the problem of a status; one without a kind says what HTTP says of it."""
    return _response(BY_STATUS.get(status) or _nameless(status), detail, members)


def wrong_parameters(
    errors: Mapping[str, Sequence[Any]], slug: str = "wrong-parameters", **members: Any
) -> HttpResponse:
    """Return the problem that names wrong parameters; `errors`: {parameter: [why]}."""
    detail = " ".join(f"{name}: {why}" for name, reasons in errors.items() for why in reasons)
    return problem(slug, detail, errors=errors, **members)


def is_problem(response: Any) -> bool:
    return bool(response.get("Content-Type", "").startswith(CONTENT_TYPE))


def _nameless(status: int) -> Kind:
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    return Kind("", status, title, "")


def _response(kind: Kind, detail: str, members: Mapping[str, Any]) -> HttpResponse:
    body = {
        "type": kind.type if kind.slug else "about:blank",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.meaning or kind.title,
        **members,
    }
    response = JsonResponse(
        body,
        status=kind.status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )
    if kind.status in (429, 503):
        response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response
