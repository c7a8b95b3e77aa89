"""The boxes to tick beside a search, with the number of results that each would leave."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import SafeString

from facilities.models import ServiceGroup
from pages.quick import Quick
from search.facets import Facets


@dataclass(frozen=True)
class FacetValue(Quick):
    """A service to tick, by its slug.

    `count`: the results there would be with it ticked, in digits; "" when nothing was
    searched. `is_empty`: ticking it would leave nothing.
    """

    slug: str
    name: str
    explanation: str
    is_chosen: bool
    is_empty: bool = False
    count: str = ""

    # As HTML, as templates are slow and a page has three hundred of them.
    @property
    def attributes(self):
        """Return the attributes of its box, which its service alone names."""
        state = " checked" if self.is_chosen else " disabled" if self.is_empty else ""
        described = f' aria-describedby="c-{self.slug}"' if self.count else ""
        return SafeString(f' value="{self.slug}"{state} aria-labelledby="n-{self.slug}"{described}')

    @property
    def number(self):
        """Return its count, beside the box."""
        if not self.count:
            return ""
        return SafeString(f' <b class="count" id="c-{self.slug}">{self.count}</b>')


@dataclass(frozen=True)
class FacetGroup(Quick):
    """A group of boxes and the rule that joins them.

    `needs_all`: a place must offer all that is ticked; `may_need_all`: people choose whether.
    `unreported`: how many more results there are with places that report nothing of what
    is ticked here; `takes_unreported`: they are in already. `begins_section`: the groups before it
    are of another section, or none.
    """

    group: ServiceGroup
    options: list
    needs_all: bool = False
    unreported: int = 0
    takes_unreported: bool = False
    begins_section: bool = False

    @cached_property
    def chosen(self):
        return sum(option.is_chosen for option in self.options)

    @property
    def may_need_all(self):
        return self.group.rule == ServiceGroup.Rule.ALL


def all_groups(search):
    """Return the FacetGroups of everything that any facility offers, section by section.

    Sections follow each other as their first groups do; groups of none come last.
    """
    groups = _groups(search)
    sections = list(dict.fromkeys(each.group.section for each in groups if each.group.section))
    ordered = sorted(groups, key=lambda each: [*sections, ""].index(each.group.section))
    before = [None, *(each.group.section for each in ordered)]
    return [
        replace(each, begins_section=each.group.section != last)
        for each, last in zip(ordered, before, strict=False)
    ]


def _groups(search):
    # What is right stays ticked when the rest is wrong.
    asked = {service.pk for service in [*search.services, *search.ticked]}
    facets = Facets(search.results) if search.results else None
    texts, offered, groups = search.taxonomy.escaped, search.index.services, []
    for group in search.taxonomy.groups:
        # `id`, as `pk` is a property, and there are hundreds.
        options = [
            _option(service, texts[service.id], service.id in asked, facets)
            for service in search.taxonomy.by_group[group.pk]
            if service.id in asked or service.id in offered and not service.declines
        ]
        if options:
            needs_all = search.without_names.query.needs_all(group)
            groups.append(FacetGroup(group, options, needs_all, *_unreported(search, group)))
    return groups


def _option(service, texts, is_chosen, facets):
    slug, name, explanation, _short = texts
    if facets is None:
        return FacetValue(slug, name, explanation, is_chosen)
    count = facets.count(service)
    return FacetValue(
        slug,
        name,
        explanation,
        is_chosen,
        is_empty=not count and not is_chosen,
        count=SafeString(f"{count:,}"),
    )


def _unreported(search, group):
    results = search.results
    if results is None or all(service.group_id != group.pk for service in results.query.services):
        return 0, False
    include = results.query.include
    if results.query.takes_silent(group):
        return 0, group.slug in include
    here = results.with_changes()
    return here.with_changes(include=include | {group.slug}).total - here.total, False
