"""What is asked of many resources: which are near a place, and of what kind."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from places.geo import Point, miles_from


class ResourceQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def of_kinds(self, kinds: Iterable[str]) -> "ResourceQuerySet":
        """Keep resources of these kinds; naming them lets the index by kind do the work."""
        return self.filter(kind__in=list(kinds))

    def near(self, point: Point, miles: float) -> "ResourceQuerySet":
        """Keep resources within `miles` of a point, nearest first; each has its `miles`."""
        box: dict[str, Any] = {**point.box(miles)}
        within = self.filter(**box).annotate(miles=miles_from(point)).filter(miles__lte=miles)
        nearest: ResourceQuerySet = within.order_by("miles", "name", "pk")
        return nearest

    def in_states(self, states: Iterable[str]) -> "ResourceQuerySet":
        """Keep resources of states (two letters), by city and name."""
        return self.filter(state__in=list(states)).order_by("state", "city", "name", "pk")

    def count_by_kind(self) -> dict[str, int]:
        """Return {kind: how many}, in one query."""
        rows = self.order_by().values("kind").annotate(number=models.Count("pk"))
        return {row["kind"]: row["number"] for row in rows}
