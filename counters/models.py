"""Daily counts: a kind, a key, a number, and nothing about who did it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is counted, and what its key is."""

    SEARCHES = "searches", _("Searches")  # a state's code
    CALLS = "calls", _("Calls tapped")  # a facility's public id
    HELPFUL = "helpful", _("Helpful")  # a guide's slug
    NOT_HELPFUL = "not-helpful", _("Not helpful")  # a guide's slug


class DailyCount(models.Model):
    """Written only by `counters.counting`; holds no time of day, no address, no visitor."""

    kind = models.CharField(max_length=11, choices=Kind)
    key = models.CharField(max_length=100)
    day = models.DateField()
    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "day"], name="count_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="count_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="count_day")]

    def __str__(self):
        return f"{self.kind} {self.key} {self.day}"
