"""The application: it watches how long queries take."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DatabaseConfig(AppConfig):
    name = "database"

    def ready(self):
        from database.deadlines import install

        connection_created.connect(install, dispatch_uid="database.deadlines")
