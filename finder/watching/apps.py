"""The project as an application: it brings checks and commands."""

from django.apps import AppConfig
from django.conf import settings

from budget import refused


class FinderConfig(AppConfig):
    name = "finder"

    def ready(self):
        import finder.watching.checks  # noqa: F401

        if settings.METRICS_PORT:
            refused.connect(count_refusal)


def count_refusal(**_signal):
    """Count for Prometheus that no slot for a dear answer was free."""
    from metrics.requests import NO_SLOT

    NO_SLOT.inc()
