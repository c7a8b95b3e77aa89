"""The row of filters, as pages/search/_chips.html has it."""

from django.utils.translation import get_language

from pages.parts.cutting import cut, cuts, escaped, mark


def chips_html(page):
    """Return the HTML of a page's row of filters; `page`: the context of its template."""
    applied, quick = page["applied_filters"], page["quick_filters"]
    values = {"path": page["request"].path, "first_page": page["first_page"]}
    for number, chip in enumerate(applied):
        values[f"without{number}"] = chip.without.urlencode()
        values[f"text{number}"], values[f"typed{number}"] = chip.text, chip.typed
    for number, chip in enumerate(quick):
        values[f"with{number}"], values[f"quick{number}"] = chip.query.urlencode(), chip.text
    has_typed = tuple(bool(chip.typed) for chip in applied)
    text = _text(get_language(), has_typed, len(quick))
    return text % escaped(values)


def _cut_text(_language, has_typed, quick):
    """Return the text for so many filters to take off and to add; of those, which say why."""
    applied = [
        {
            "without": {"urlencode": mark(f"without{number}")},
            "text": mark(f"text{number}"),
            "typed": has_typed[number] and mark(f"typed{number}"),
        }
        for number in range(len(has_typed))
    ]
    added = [
        {"query": {"urlencode": mark(f"with{number}")}, "text": mark(f"quick{number}")}
        for number in range(quick)
    ]
    context = {
        "applied_filters": applied,
        "quick_filters": added,
        "first_page": mark("first_page"),
        "request": {"path": mark("path")},
    }
    return cut("pages/search/_chips.html", context).text


_text = cuts(_cut_text, most=300)
