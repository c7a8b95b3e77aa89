"""Groups of boxes to tick from texts kept of each, as pages/search/_filters.html has them."""

from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language

from derived import Derived, languages
from pages.parts.cutting import MarkedNumber, cut, kept_text, mark, one_or_two
from search import index as directory

TEMPLATE = "pages/search/_filter_group.html"
# Of each language: a group has some ten shapes, and there are two dozen groups.
MOST = 400
# A box has two blanks: its service's slug, and that with ".number". Slugs have no dots.
CHOSEN, UNREPORTED = "of.chosen", "of.unreported"

# {what a group shows: its text, with blanks for what a search decides}
_kept: Derived[dict[Any, str]] = Derived(
    lambda _index, _language: {}, version=directory.current, variants=languages
)


def groups_html(groups, index):
    """Return the HTML of the FacetGroups of a search of an Index, in the language in use."""
    kept = _kept.of(index, get_language())
    return "".join([_group_html(each, not number, kept) for number, each in enumerate(groups)])


def _group_html(group, is_first, kept):
    options = group.options
    key = (
        tuple([option.slug for option in options]),
        group.needs_all,
        group.begins_section,
        is_first,
        bool(group.chosen),
        bool(group.unreported),
        group.takes_unreported,
    )
    text = kept_text(kept, key, MOST, lambda: _text_of(group, is_first))
    values = {CHOSEN: localize(group.chosen), UNREPORTED: localize(group.unreported)}
    for option in options:
        values[option.slug] = option.attributes
        values[f"{option.slug}.number"] = option.number
    return text % values


def _text_of(group, is_first):
    """Return the text of a FacetGroup."""
    options = [
        {
            "slug": option.slug,
            "name": option.name,
            "explanation": option.explanation,
            "attributes": mark(option.slug),
            "number": mark(f"{option.slug}.number"),
        }
        for option in group.options
    ]
    marked = {
        "group": group.group,
        "options": options,
        "needs_all": group.needs_all,
        "may_need_all": group.may_need_all,
        "begins_section": group.begins_section,
        "chosen": group.chosen and MarkedNumber(CHOSEN, one_or_two(group.chosen)),
        "unreported": group.unreported and MarkedNumber(UNREPORTED, 2),
        "takes_unreported": group.takes_unreported,
    }
    context = {"facet_group": marked, "is_first": is_first, "field": {"errors": []}}
    return cut(TEMPLATE, context).text
