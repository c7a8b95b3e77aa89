"""The vocabulary of searches: what can be asked of many facilities."""

from collections import defaultdict

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from places.geo import miles_from


class FacilityQuerySet(models.QuerySet):
    """Verbs narrow; all chain."""

    def listed(self):
        """Keep facilities that a current edition lists."""
        return self.filter(status="open", merged_into=None)

    def in_state(self, state):
        """Keep facilities of a state or territory, given by its two letters."""
        return self.filter(state=state)

    def in_county(self, name, state):
        return self.filter(state=state, county=name)

    def near(self, point, miles):
        """Keep facilities within `miles` of `point`, with their `distance` in miles."""
        return (
            self.filter(**point.box(miles))
            .annotate(distance=miles_from(point))
            .filter(distance__lte=miles)
        )

    def offering(self, services):
        """
        Keep facilities that offer what is asked, by each group's own rule.

        All of the services chosen in a group whose rule is "all", any of them in the
        others; every group must be satisfied.
        """
        groups = defaultdict(list)
        for service in services:
            groups[service.group].append(service.pk)
        queryset = self
        for group, chosen in groups.items():
            needs = [[pk] for pk in chosen] if group.rule == "all" else [chosen]
            for pks in needs:
                queryset = queryset.filter(Exists(_links().filter(service_id__in=pks)))
        return queryset

    def named(self, words):
        """Keep facilities whose name or program holds every one of the `words`."""
        queryset = self
        for word in dict.fromkeys(words.split()):
            queryset = queryset.filter(Q(name__icontains=word) | Q(program__icontains=word))
        return queryset


def _links():
    """Return the service rows of the facility at hand."""
    return apps.get_model("facilities", "FacilityService").objects.filter(
        facility_id=OuterRef("pk")
    )
