from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class FacilitiesConfig(AppConfig):
    name = "facilities"

    def ready(self):
        from facilities.models import mark_changed

        # Bulk writes send no signal: facilities/directory/store.py says it itself.
        for name in ("Facility", "Phone", "Edition", "Service", "ServiceGroup", "ServiceRelation"):
            for signal in (post_save, post_delete):
                signal.connect(mark_changed, sender=self.get_model(name), dispatch_uid=name)
