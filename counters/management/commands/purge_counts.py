"""Delete old counts: `manage.py purge_counts`, once a month."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from counters.models import DailyCount
from counters.months import months_before

MONTHS_KEPT = 25  # before the current one: two whole years to compare


class Command(BaseCommand):
    help = f"Delete the daily counts that are older than {MONTHS_KEPT} months. Safe to repeat."

    def handle(self, **options):
        first = months_before(timezone.localdate(), MONTHS_KEPT)
        deleted, _by_model = DailyCount.objects.filter(day__lt=first).delete()
        last = first - timedelta(days=1)
        self.stdout.write(f"counts: {deleted:,} days up to {last} deleted")
