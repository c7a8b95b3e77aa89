from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from counters.models import DailyCount

MONTHS_KEPT = 25


def oldest_kept(today):
    """Return the first day that is kept: two whole years and the current month."""
    number = today.year * 12 + today.month - 1 - MONTHS_KEPT
    return today.replace(year=number // 12, month=number % 12 + 1, day=1)


class Command(BaseCommand):
    help = f"Delete the daily counts that are older than {MONTHS_KEPT} months. Safe to repeat."

    def handle(self, **options):
        first = oldest_kept(timezone.localdate())
        deleted, _by_model = DailyCount.objects.filter(day__lt=first).delete()
        last = first - timedelta(days=1)
        self.stdout.write(f"counts: {deleted:,} days up to {last} deleted")
