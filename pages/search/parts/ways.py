"""Ways on from a search that finds little or nothing, as pages/search/_nothing.html has them."""

from types import SimpleNamespace

from django.utils.translation import get_language

from facilities.templatetags.facilities_tags import state_name
from facilities.wording import short_name
from pages.parts.cutting import MarkedNumber, cut, cuts, escaped, mark, one_or_two
from text.numbers import digits


def ways_html(page):
    """Return the HTML of the ways on; `page`: the context of its template."""
    changes, values = [], {}
    for number, suggestion in enumerate(page["suggestions"]):
        relaxation = suggestion.relaxation
        changes.append((relaxation.change, one_or_two(relaxation.gain)))
        values[f"query{number}"] = suggestion.query.urlencode()
        values[f"gain{number}"] = digits(relaxation.gain)
        values[f"reach{number}"] = relaxation.reach
        values[f"state{number}"] = state_name(relaxation.state)
        if relaxation.service:
            values[f"service{number}"] = short_name(relaxation.service.name)
        if relaxation.group:
            values[f"group{number}"] = relaxation.group.name
    text = _text(get_language(), bool(page["page"].total), tuple(changes))
    return text % escaped(values)


def _cut_text(_language, has_results, changes):
    """Return the text for (Change, 1 for one place more, 2 for several) of each way."""
    context = {
        "total": has_results,
        "suggestions": [_suggestion(number, *each) for number, each in enumerate(changes)],
    }
    return cut("pages/search/_nothing.html", context).text


def _suggestion(number, change, gain):
    """Return a SuggestedSearch that prints as marks."""
    relaxation = {
        "change": change,
        "gain": MarkedNumber(f"gain{number}", gain),
        "service": SimpleNamespace(name=mark(f"service{number}")),
        "group": {"name": mark(f"group{number}")},
        "reach": mark(f"reach{number}"),
        "state": mark(f"state{number}"),
    }
    return {"relaxation": relaxation, "query": {"urlencode": mark(f"query{number}")}}


_text = cuts(_cut_text, most=300)
