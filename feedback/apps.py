from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self):
        from facilities.signals import corrected
        from feedback.handling import confirm
        from feedback.roles import make_group

        corrected.connect(confirm, dispatch_uid="feedback.confirm")
        post_migrate.connect(make_group, sender=self)
