"""The number of results a search would have, in the words of its button."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from text.numbers import digits


def counted(search):
    """Return {total, text, said} of a valid SearchRequest: see pages.search.views.Count."""
    if search.asks_nothing:
        sentence = _("Type a city, state, or ZIP code, and we'll show places near there.")
        return _answer(0, _("Show places"), sentence)
    if search.is_place_unknown:
        where = search.asked["where"]
        return _answer(0, _("Show places"), _("Where is “%(where)s”?") % {"where": where})
    total = search.results.total
    number = {"number": digits(total)}
    if search.widened and not search.results.asked_total:
        text = ngettext(
            "None nearby: show the nearest", "None nearby: show the nearest %(number)s", total
        )
        return _answer(total, text % number, search.widened)
    if not total:
        return _answer(
            0, _("No matches: see what to change"), _("No places match everything you chose.")
        )
    text = ngettext("Show %(number)s place", "Show %(number)s places", total)
    sentence = ngettext("%(number)s place", "%(number)s places", total)
    return _answer(total, text % number, search.widened or sentence % number)


def errors(form):
    """Return a sentence for each error of a search's form."""
    fields = form.fields
    return [
        f"{fields[name].label}: {error}" if name in fields else error
        for name, errors in form.errors.items()
        for error in errors
    ]


def _answer(total, text, sentence):
    return {"total": total, "text": text, "said": sentence}
