from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete


class FacilitiesConfig(AppConfig):
    name = "facilities"

    def ready(self):
        from counters.models import Kind
        from counters.naming import register
        from facilities.models import mark_changed
        from facilities.offered import refuse_in_use

        # Bulk writes send no signal: facilities/store/ says it itself.
        for name in (
            "Facility",
            "Phone",
            "Edition",
            "Service",
            "ServiceGroup",
            "ServiceRelation",
            "Correction",
            "Merge",
        ):
            for signal in (post_save, post_delete):
                signal.connect(mark_changed, sender=self.get_model(name), dispatch_uid=name)
        pre_delete.connect(refuse_in_use, sender=self.get_model("Service"), dispatch_uid="in use")
        register(Kind.CALLS, self._names_of_ids)

    def _names_of_ids(self, ids):
        """Return {public id: name and city} of facilities, for tables of counts."""
        facilities = self.get_model("Facility")._default_manager.filter(public_id__in=ids)
        rows = facilities.values_list("public_id", "name", "city", "state")
        return {public_id: f"{name}, {city}, {state}" for public_id, name, city, state in rows}
