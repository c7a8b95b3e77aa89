"""Print the release and what is deployed of it: `manage.py version`."""

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print the finder's release, and the revision that the operator says is deployed."
    requires_system_checks = []

    def handle(self, **options):
        deployed = settings.REVISION or "not set (REVISION)"
        self.stdout.write(f"Treatment Finder {settings.RELEASE}, revision {deployed}")
