"""Groups and services as every page needs them, and what they say of each other."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from facilities.models import Denial, Service, ServiceGroup
from facilities.taxonomy.layout import layout_of
from facilities.wording import in_language, short_name

# The code by which a facility says that it treats substance use at all.
SUBSTANCE_USE = "SA"
# The service of those who treat it together with mental health conditions.
DUAL_DIAGNOSIS = "co-occurring"


@dataclass(frozen=True, eq=False)
class Taxonomy:
    """Everything a facility can say about itself.

    `groups` in order; `services` ({pk: Service}) in the order of their groups; `codes`
    ({pk: set of codes}) are what makes a service: its own code, or those that define it.
    `asked_by` ({pk of a serves-only: pks}): who asks for one of these asks for it, too;
    `denied_by` ({pk: pks}): who says one of these doesn't do it; `denials` ({pk: Denials}):
    where a blank means that a facility doesn't. `parts`, `said_by`, `answered_by`, `hidden_by`,
    `waived_by` ({pk: pks}): see ServiceRelation.
    `source`: what it was translated from; None for the Taxonomy in the database's words.
    """

    groups: tuple[ServiceGroup, ...]
    services: dict[int, Service]
    codes: dict[int, frozenset[str]]
    asked_by: dict[int, frozenset[int]]
    denied_by: dict[int, frozenset[int]]
    denials: dict[int, tuple[Denial, ...]] = field(default_factory=dict)
    parts: dict[int, frozenset[int]] = field(default_factory=dict)
    said_by: dict[int, frozenset[int]] = field(default_factory=dict)
    answered_by: dict[int, frozenset[int]] = field(default_factory=dict)
    hidden_by: dict[int, frozenset[int]] = field(default_factory=dict)
    waived_by: dict[int, frozenset[int]] = field(default_factory=dict)
    source: Self | None = field(default=None, repr=False)

    @property
    def original(self):
        """Return the Taxonomy in the database's words: for machines, and to read what is typed."""
        return self.source or self

    @property
    def localized(self):
        """Return the Taxonomy in the language in use: for whatever a page shows."""
        return self.in_language((get_language() or settings.LANGUAGE_CODE).partition("-")[0])

    def in_language(self, language):
        """Return the Taxonomy in a language by its code; made once for each."""
        original = self.original
        if language == settings.LANGUAGE_CODE:
            return original
        if language not in original._localized:
            groups, services = in_language(language, original.groups, original.services)
            told = replace(original, groups=groups, services=services, source=original)
            original._localized[language] = told
        return original._localized[language]

    @cached_property
    def _localized(self):
        return {}

    def asks_for(self, asked, serves_only):
        """Tell whether asking for service `asked` means that a serves-only fits (both pks)."""
        return (
            asked == serves_only
            or asked in self.asked_by.get(serves_only, ())
            or bool(self.codes[serves_only])
            and self.codes[serves_only] <= self.codes[asked]
        )

    @property
    def dual_diagnosis(self):
        return self.by_slug[DUAL_DIAGNOSIS]

    @cached_property
    def waivers(self):
        """Return the pks of what a search asks for that isn't for addiction treatment alone."""
        return self.waived_by.get(self.by_code[SUBSTANCE_USE].pk, frozenset())

    def includes(self, whole, part):
        """Tell whether who doesn't offer service `whole` doesn't offer `part` either (pks)."""
        return whole == part or bool(self.codes[part]) and self.codes[part] <= self.codes[whole]

    def deniable(self, questionnaire, year, asked, doubted):
        """Return the services (pks) of which a blank means no in an edition of a year.

        `asked`: the codes that it asks; `doubted`: those whose blanks mean nothing.
        """
        kept, key = self._deniable, (questionnaire, year, asked, doubted)
        if key not in kept:
            kept[key] = frozenset(
                pk
                for pk, denials in self.denials.items()
                if any(denial.holds(questionnaire, year) for denial in denials)
                if not self.codes[pk].isdisjoint(asked) and self.codes[pk].isdisjoint(doubted)
            )
        return kept[key]

    @cached_property
    def _deniable(self):
        return {}

    @cached_property
    def on_cards(self):
        """Return {pk: Service} of what a card in a list can show, in order."""
        return {
            pk: service
            for pk, service in self.services.items()
            if service.is_serves_only or service.on_card
        }

    @cached_property
    def escaped(self):
        """Return {pk: (slug, name, explanation, short name)} as HTML: pages print hundreds."""
        return {
            pk: tuple(
                map(
                    conditional_escape,
                    (service.slug, service.name, service.explanation, short_name(service.name)),
                )
            )
            for pk, service in self.services.items()
        }

    @cached_property
    def card_group(self):
        """Return {pk: slug of the line of a card it stands in, "" for who alone is served}."""
        return {
            pk: "" if service.is_serves_only else service.group.slug
            for pk, service in self.on_cards.items()
        }

    @cached_property
    def card_names(self):
        """Return {pk: what a card calls a service, as HTML}."""
        return {
            pk: conditional_escape(service.card_name) if service.card_name else self.escaped[pk][-1]
            for pk, service in self.services.items()
        }

    def claimed(self, pks, is_mental_health_only):
        """Return the services among `pks` that a page can claim of a facility.

        Who doesn't list substance use treatment can't be said to treat it beside something else.
        """
        if not is_mental_health_only:
            return pks
        return [pk for pk in pks if not self.services[pk].for_substance_use]

    def unsaid(self, pks):
        """Return `pks` without the services that another of them says, too."""
        shown, said_by = set(pks), self.said_by
        if shown.isdisjoint(said_by):
            return pks
        return [pk for pk in pks if pk not in said_by or said_by[pk].isdisjoint(shown)]

    @cached_property
    def levels(self):
        """Return the services that say what kind of place it is, the most care first."""
        services = [service for service in self.services.values() if service.level]
        return sorted(services, key=lambda service: service.level)

    @cached_property
    def shortcuts(self):
        """Return the services that the home page offers to tick."""
        services = [service for service in self.services.values() if service.shortcut]
        return sorted(services, key=lambda service: service.shortcut)

    @cached_property
    def questions(self):
        """Return the services that have a question, the most important first."""
        services = [service for service in self.services.values() if service.question]
        return sorted(services, key=lambda service: service.question_rank)

    def wholes_of(self, pk):
        """Return the pks of the services that a service is a part of."""
        return self._wholes.get(pk, [])

    @cached_property
    def _wholes(self):
        wholes = {}
        for whole, parts in self.parts.items():
            for part in parts:
                wholes.setdefault(part, []).append(whole)
        return wholes

    def only_of(self, shown):
        """Return the Services among `shown` pks that say who alone is served."""
        only = [pk for pk in shown if not self.card_group[pk]]
        return [self.services[pk] for pk in self.broadest(only)]

    def broadest(self, pks):
        """Return the services that no other of `pks` includes.

        "Run by the VA" says nothing beside "Only veterans", which is defined by it.
        """
        return [pk for pk in pks if not any(self.codes[pk] < self.codes[other] for other in pks)]

    @cached_property
    def by_slug(self):
        return {service.slug: service for service in self.services.values()}

    @cached_property
    def by_code(self):
        return {service.code: service for service in self.services.values() if service.code}

    @cached_property
    def by_group(self):
        """Return {group pk: [Service]}, every group there."""
        services = {group.pk: [] for group in self.groups}
        for service in self.services.values():
            services[service.group_id].append(service)
        return services

    @cached_property
    def layout(self):
        """Return a GroupLayout for each group, in order: what pages of facilities go through."""
        return [
            layout_of(group, self.by_group[group.pk], self.featured.get(group.pk, ()), self.parts)
            for group in self.groups
        ]

    @cached_property
    def overlapping(self):
        """Return the pks of services that rest on a code that another rests on, too."""
        counts = Counter(code for codes in self.codes.values() for code in codes)
        return frozenset(
            pk for pk, codes in self.codes.items() if any(counts[code] > 1 for code in codes)
        )

    @cached_property
    def featured(self):
        """Return {group pk: [Service that people search by]}, without groups that have none."""
        featured = {}
        for service in self.services.values():
            if service.featured:
                featured.setdefault(service.group_id, []).append(service)
        return featured

    @cached_property
    def ranks(self):
        """Return {service pk: its place in the order of all}."""
        return {pk: rank for rank, pk in enumerate(self.services)}

    @cached_property
    def codes_beside(self):
        """Return {service pk: codes of the source's questions that it is an answer of}."""
        by_category = {}
        for code, service in self.by_code.items():
            by_category.setdefault(service.category, set()).add(code)
        beside = {}
        for pk, codes in self.codes.items():
            categories = {self.by_code[code].category for code in codes if code in self.by_code}
            beside[pk] = frozenset().union(*(by_category[category] for category in categories))
        return beside

    @cached_property
    def left_open(self):
        """Return {pk: [(whole, parts)]}: who offers the whole and no part leaves it open."""
        return {
            pk: [
                (whole, parts)
                for whole, parts in self.parts.items()
                if any(self.includes(part, pk) for part in parts)
            ]
            for pk in self.services
        }

    def of_parameter(self, parameter):
        """Return the services that a query parameter can ask for, in order."""
        groups = {group.pk for group in self.groups if group.parameter == parameter}
        return [
            service
            for service in self.services.values()
            if service.group_id in groups and not service.declines
        ]
