"""A facility's services in the parts of its page: by what people ask, nothing said twice."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from derived import in_words
from facilities.models import ServiceGroup
from pages.facility.description import unsaid

START, COST, PEOPLE = (
    ServiceGroup.Section.START,
    ServiceGroup.Section.COST,
    ServiceGroup.Section.PEOPLE,
)
# Short, and what most people look for next: open where there is room.
OPEN = frozenset((START, COST, PEOPLE))
# {section: its place}
ORDER = {section: place for place, section in enumerate([*ServiceGroup.Section.values, ""])}
REST = _("Everything else")
# A group that nobody searches by, with more services than this, is folded within its part.
LONGEST = 6


@dataclass(frozen=True)
class Topic:
    """A part of a page, folded: GroupDescriptions that show anything.

    `main`: shown at once; `details`: long ones that nobody searches by, folded once more.
    `is_open`: unfolded where there is room.
    """

    heading: str
    main: list
    details: list
    is_open: bool

    @property
    def has_headings(self):
        return len(self.main) > 1 or bool(self.details)

    @property
    def count(self):
        return sum(len(description.shown) for description in self.main + self.details)


def topics(described, facility, localized):
    """Return the Topics of GroupDescriptions that show anything, in order; no query.

    `localized`: a Taxonomy.
    """
    shown = [each for each in described if each.shown and each.group.section in ORDER]
    ordered = sorted(shown, key=lambda each: ORDER[each.group.section])
    told = [each for each in _said_once(ordered, facility, localized) if each.shown]
    return [
        _topic(section, list(own), localized)
        for section, own in groupby(told, key=lambda each: each.group.section)
    ]


def _topic(section, own, localized):
    """Return the Topic of a section's GroupDescriptions."""
    main, details = [], []
    for each in own:
        is_short = _is_sought(each.group, localized) or len(each.shown) <= LONGEST
        (main if is_short else details).append(each)
    return Topic(
        _headings.current(get_language())[section],
        main=main or details,
        details=details if main else [],
        is_open=section in OPEN,
    )


# {section: what it is called} in a language
_headings = in_words(
    lambda: {
        section: str(ServiceGroup.Section(section).label if section else REST) for section in ORDER
    }
)


def silent(described, localized):
    """Return the ServiceGroups that people search by and a listing says nothing of."""
    return [
        each.group
        for each in described
        if _is_sought(each.group, localized) and not (each.shown or each.not_offered)
    ]


def _is_sought(group, localized):
    return group.id in localized.featured


def _said_once(described, facility, localized):
    """Return GroupDescriptions without Services that only repeat what others rest on.

    The code VET makes a place one with "Program for veterans" and one for "Veterans". In a
    group the narrower services stay where they tell all that a wider one does; elsewhere the
    one that the page shows first.
    """
    told, kept, held = set(), [], None
    overlapping, codes = localized.overlapping, localized.codes
    for description in described:
        shown = unsaid(description.shown, localized)
        # No other service rests on what most of them rest on.
        if any(each.id in overlapping for each in shown):
            held = held or _codes_of(facility, localized)
            evidence = {each.id: codes[each.id] & held for each in shown if each.id in overlapping}
            own = _narrowest(evidence, localized)
            shown = [
                each
                for each in shown
                if each.id not in evidence or each.id in own and evidence[each.id] not in told
            ]
            told.update(evidence[each.id] for each in shown if evidence.get(each.id))
        is_whole = len(shown) == len(description.shown)
        kept.append(description if is_whole else replace(description, shown=shown))
    return kept


def _codes_of(facility, localized):
    """Return the codes that a facility has."""
    return {localized.services[pk].code for pk in facility.service_pks} - {None, ""}


def _narrowest(evidence, localized):
    """Return the pks of {pk: codes it rests on} that narrower ones of it don't tell together.

    What has parts is shown only where none is named: it says itself that the kind is unknown.
    """
    told, kept = set(), set()
    for pk in sorted(evidence, key=lambda pk: len(localized.codes[pk])):
        if pk in localized.parts or not evidence[pk] or not evidence[pk] <= told:
            kept.add(pk)
            told |= evidence[pk]
    return kept
