from django.apps import AppConfig


class VisitorFormsConfig(AppConfig):
    name = "visitor_forms"
