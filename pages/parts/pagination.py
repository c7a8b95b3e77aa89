"""The links to the page before and the next, as components/_pagination.html has them."""

from django.utils.formats import localize
from django.utils.translation import get_language

from pages.parts.cutting import MarkedNumber, cut, cuts, escaped, mark
from pages.parts.queries import query_string


def pagination_html(page):
    """Return their HTML; `page`: the context of the page they stand on, with its ResultPage."""
    shown, query = page["page"], page["request"].GET
    is_first_before = shown.previous and shown.previous == 1
    text = _text(get_language(), is_first_before, bool(shown.following), shown.is_cut)
    values = {
        "path": page["request"].path,
        "number": localize(shown.number),
        "pages": localize(shown.pages),
        "previous": query_string(query, page=None if shown.previous == 1 else shown.previous),
        "following": query_string(query, page=shown.following),
    }
    return text % escaped(values)


def _cut_text(_language, is_first_before, has_following, is_cut):
    """Return its text; `is_first_before`: whether the page before is the first, if any."""
    shown = {
        "previous": is_first_before if is_first_before is None else 2 - is_first_before,
        "following": has_following,
        "is_cut": is_cut,
        "number": mark("number"),
        "pages": MarkedNumber("pages", 2),
    }
    context = {"page": shown, "request": {"path": mark("path")}}
    return cut("components/_pagination.html", context, ["previous", "following"]).text


_text = cuts(_cut_text, most=100)
