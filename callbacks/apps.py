from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CallbacksConfig(AppConfig):
    name = "callbacks"

    def ready(self):
        from callbacks.roles import make_group

        post_migrate.connect(make_group, sender=self)
