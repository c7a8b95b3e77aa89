"""The project as an application: it brings checks and commands."""

from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "finder"

    def ready(self):
        import finder.watching.checks  # noqa: F401
