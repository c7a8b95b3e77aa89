"""What views of programs raise, as problems."""

from typing import Any

from django.http import HttpResponse
from rest_framework.views import exception_handler

from programs.problems import problem_of


def as_problem(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the problem that an exception of a view stands for, or None: it is a mistake."""
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    return problem_of(response.status_code, str(detail))
