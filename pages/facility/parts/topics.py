"""All that a facility's listing says, as pages/facility/_topics.html has it."""

from functools import lru_cache

from django.utils.html import conditional_escape, strip_spaces_between_tags
from django.utils.translation import get_language

from pages.facility.parts.said import filled
from pages.parts.cutting import cut, cuts, escaped, mark

FOLDER = "pages/facility"


def topics_html(page):
    """Return the HTML; `page`: the context of a facility's page."""
    language, topics = get_language(), page["topics"]
    is_any = bool(topics or page["declined"] or page["denied"])
    text, nodes = _around(language, is_any, bool(page["silent"]))
    made = "".join([_topic_html(topic, language) for topic in topics])
    values = escaped({"source": page["facility"].get_absolute_url()})
    values |= filled(nodes, page, but=["topics"])
    # As the page does: hundreds of services have no white space between them.
    return strip_spaces_between_tags((text % {**values, "topics": made}).strip())


def _topic_html(topic, language):
    group = _group(language, topic.has_headings)
    main = [group[each.is_of_levels] % _said(each) for each in topic.main]
    long = [_long_group(language) % _said(each) for each in topic.details]
    return _topic(language, topic.is_open) % {
        "heading": _name(topic.heading),
        "count": topic.count,
        "main": "".join(main),
        "details": "".join(long),
    }


def _said(description):
    name = _name(description.group.name)
    return {"name": name, "count": len(description.shown), "items": description.items}


# Of the same type: words without a translation are marked as English.
_name = lru_cache(maxsize=500, typed=True)(conditional_escape)


def _cut_around(_language, is_any, has_silent):
    """Return the Cut of what stands around all Topics; `is_any`: whether one can search in it."""
    shown = {"declined": is_any, "silent": has_silent, "source": mark("source")}
    return cut(f"{FOLDER}/_topics.html", shown, ["topics", "unoffered", "silent"])


def _cut_topic(_language, is_open):
    topic = {"heading": mark("heading"), "count": mark("count"), "is_open": is_open}
    return cut(f"{FOLDER}/_topic.html", {"topic": topic}, ["main", "details"]).text


def _marked(**more):
    return {"group": {"name": mark("name")}, "items": mark("items"), **more}


def _cut_group(_language, has_heading):
    """Return the texts of a group of services, and of one that says how one is treated."""
    return [
        cut(
            f"{FOLDER}/_group.html",
            {"description": _marked(is_of_levels=is_of_levels), "has_heading": has_heading},
        ).text
        for is_of_levels in (False, True)
    ]


def _cut_long_group(_language):
    shown = {"description": _marked(count=mark("count"))}
    return cut(f"{FOLDER}/_long_group.html", shown).text


_around, _topic = cuts(_cut_around, most=20), cuts(_cut_topic, most=20)
_group, _long_group = cuts(_cut_group, most=20), cuts(_cut_long_group, most=20)
