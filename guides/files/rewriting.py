"""Write a review into a guide's file, and leave every other line as it is."""

import json
import re
from datetime import date

from guides.files.written import FENCE

TABLE = re.compile(r"^(?=\[\[)", re.MULTILINE)


def with_review(text, review, guide):
    """Return a file's text with a Review in the place of the last of its kind.

    The fields that a review changes become those of the Guide.
    """
    _nothing, head, body = text.split(f"{FENCE}\n", 2)
    for field in ("reviewer", "last_reviewed", "next_due"):
        head = _with_value(head, field, getattr(guide, field))
    of_kind = f"kind = {_quoted(review.kind)}"
    tables = [
        table
        for table in TABLE.split(head)
        if not (table.startswith("[[reviews]]") and of_kind in table)
    ]
    return f"{FENCE}\n{''.join(tables)}{_table(review)}{FENCE}\n{body}"


def _with_value(head, field, value):
    """Return the fields of a file with another value of a field that is there."""
    written = value.isoformat() if isinstance(value, date) else _quoted(value)
    line = re.compile(rf"^({field}\s*=\s*)(\"[^\"]*\"|\S+)", re.MULTILINE)
    return line.sub(lambda match: match[1] + written, head, count=1)


def _table(review):
    fields = ("kind", "reviewer", "date", "digest")
    lines = (f"{field} = {_quoted(getattr(review, field))}\n" for field in fields)
    return "[[reviews]]\n" + "".join(lines)


def _quoted(text):
    """Return a text as TOML's, which a JSON string is, too."""
    return json.dumps(str(text), ensure_ascii=False)
