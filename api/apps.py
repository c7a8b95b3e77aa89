from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api.changes.recording import record_imported
        from facilities.signals import imported

        imported.connect(record_imported, dispatch_uid="api.changes")
