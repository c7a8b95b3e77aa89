"""Problems with a guide, and where to find them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Problem:
    """`line`: in the field's text, from 1; 0 for the field as a whole."""

    field: str
    line: int
    message: str


def by_field(mistakes):
    """Return {field: [sentences]} of Problems, as forms show them."""
    messages = {}
    for problem in mistakes:
        line = _("Line %s: ") % problem.line if problem.line else ""
        messages.setdefault(problem.field, []).append(f"{line}{problem.message}")
    return messages
