"""The project as an application: it brings checks and commands."""

from django.apps import AppConfig
from django.conf import settings

from budget.slots import refused


class FinderConfig(AppConfig):
    name = "finder"

    def ready(self):
        import finder.watching.checks  # noqa: F401

        if settings.METRICS_PORT:
            from metrics.requests import count_refusal

            refused.connect(count_refusal)
