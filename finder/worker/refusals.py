"""What the server answers by itself: to what isn't a request, comes too late, or is too large."""

from functools import cache, partial

from finder import errors
from finder.handling.last_resort import without_middleware
from finder.language import of_path, path_in
from programs.addresses import is_for_programs
from programs.problems import ADDRESS, problem_of

PAGES = {403: errors.forbidden, 500: errors.server_error, 501: errors.server_error}
PAGES |= {408: errors.not_received, 411: errors.not_received}
PAGES |= {413: errors.too_large, 414: errors.too_long}


def refusal(status: int, path: str) -> tuple[list[tuple[str, str]], bytes]:
    """Return (headers, body) of a page with the numbers to call, in the language of a path.

    Of a problem, where the path is a program's.
    """
    return _problem(status) if is_for_programs(path) else _page(status, of_path(path))


@cache
def _page(status, language):
    # No more than status times languages: these are kept, as a flood of them must cost little.
    response = without_middleware(PAGES.get(status, errors.bad_request), path_in(language, "/"))
    return list(response.headers.items()), response.content


@cache
def _problem(status):
    response = without_middleware(partial(_as_problem, status), ADDRESS)
    return list(response.headers.items()), response.content


def _as_problem(status, request):
    return problem_of(status)
