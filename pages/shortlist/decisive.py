"""What people choose a place by, in words: the rows that lead a comparison."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.wording import filled, joined
from pages.shortlist.comparison import Says, says
from pages.slots import STAYS, VISITS

# Slugs of the kinds of care that are neither a stay in treatment nor visits for sure: where detox
# doesn't say which, its name tells one to ask.
EITHER = frozenset(("detox", "sober-living", "telehealth"))
CARE = STAYS | VISITS | EITHER
DENIED = {Says.NOT_OFFERED}
MOST_NAMES = 6  # in a cell: some places list twenty languages


@dataclass(frozen=True)
class Cell:
    """What a facility says of a matter in HTML, and which kind of answer that is."""

    text: str
    says: Says


@dataclass(frozen=True)
class Decisive:
    """A matter that people choose by, and the Cell of each facility."""

    slug: str
    name: str
    cells: list[Cell]


def decisive(ordinals, index):
    """Return the Decisive rows of the facilities at these ordinals of the Index; no query.

    Whom to call and how far it is stand on their Cards.
    """
    taxonomy = index.taxonomy.localized
    by_group = {group.slug: taxonomy.by_group[group.pk] for group in taxonomy.groups}
    care = [service for service in taxonomy.services.values() if service.slug in CARE]
    payment = by_group.get("payment", []) + by_group.get("payment-help", [])
    rows = [
        ("stay", _("Stay or visit"), care, _stay_or_visits),
        ("payment", _("Payment"), _featured(payment), _names),
        ("medicines", _("Medicines"), _featured(by_group.get("medication", [])), _names),
        ("ages", _("Ages"), _featured(by_group.get("ages", [])), _names),
        ("sex", _("Women or men"), [*by_group.get("sex", []), *_only(taxonomy)], _women_or_men),
        ("languages", _("Languages"), by_group.get("languages", []), _names),
    ]
    return [
        Decisive(slug, name, [_cell(services, words, ordinal, index) for ordinal in ordinals])
        for slug, name, services, words in rows
    ]


def _only(taxonomy):
    """Return the Services that say who alone is served."""
    return [service for service in taxonomy.services.values() if service.is_serves_only]


def _featured(services):
    return [service for service in services if service.featured and not service.declines]


def _cell(services, words, ordinal, index):
    """Return what a facility says of some Services; `words` puts those it offers into HTML."""
    answers = {service.pk: says(ordinal, service.pk, index) for service in services}
    offered = [service for service in services if answers[service.pk] == Says.OFFERED]
    if offered:
        return Cell(words(offered, services, index.taxonomy.localized), Says.OFFERED)
    if {answers[service.pk] for service in services if not service.is_serves_only} == DENIED:
        return Cell(_("None named"), Says.NOT_OFFERED)
    return Cell(_("Doesn't say"), Says.NOT_REPORTED)


def _stay_or_visits(offered, _services, taxonomy):
    unsaid = taxonomy.unsaid([service.pk for service in offered])
    parts: list[str] = []
    for label, slugs in ((_("Stay overnight"), STAYS), (_("Visits"), VISITS), ("", EITHER)):
        if some := [taxonomy.services[pk] for pk in unsaid if taxonomy.services[pk].slug in slugs]:
            names = _names(some, some, taxonomy)
            parts.append(format_html("<b>{}:</b> {}.", label, names) if label else names)
    return joined(" ", parts)


def _women_or_men(offered, services, taxonomy):
    """Return who is treated; who alone is, stands first and says it of women and men, too."""
    only = taxonomy.only_of([service.pk for service in offered if service.is_serves_only])
    sexes = [service for service in services if not service.is_serves_only]
    taken = [service for service in offered if not service.is_serves_only]
    parts: list[str] = [format_html("<strong>{}.</strong>", service.name) for service in only]
    if len(taken) == len(sexes) > 1:
        parts.append(_("Women and men"))
    elif taken and not only:
        parts.append(_names(taken, sexes, taxonomy))
    return joined(" ", parts)


def _names(offered, _services, taxonomy):
    """Return the names of Services in one line, and how many more than MOST_NAMES there are."""
    pks = taxonomy.unsaid([service.pk for service in offered])
    names = joined(", ", (taxonomy.card_names[pk] for pk in pks[:MOST_NAMES]))
    if (more := len(pks) - MOST_NAMES) < 1:
        return names
    rest = ngettext("%(names)s, and %(count)s more", "%(names)s, and %(count)s more", more)
    return filled(rest, names=names, count=more)
