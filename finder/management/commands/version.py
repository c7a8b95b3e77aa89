"""Print the release and what is deployed of it: `manage.py version`."""

import tomllib

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print the finder's release, and the revision that the operator says is deployed."
    requires_system_checks = []

    def handle(self, **options):
        deployed = settings.REVISION or "not set (REVISION)"
        self.stdout.write(f"Treatment Finder {version()}, revision {deployed}")


def version():
    """Return the release as pyproject.toml says it, such as "0.2.0"."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]
