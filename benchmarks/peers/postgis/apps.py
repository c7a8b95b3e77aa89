from django.apps import AppConfig


class PostgisPeer(AppConfig):
    name = "benchmarks.peers.postgis"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
