from django.apps import AppConfig


class SelfCheckConfig(AppConfig):
    name = "selfcheck"
